"""Agreements, programmes and formats by their short names: id, names, parties."""

AGREEMENTS: tuple[tuple[str, str, str], ...] = (
    ("beca", "=BECA|Basic Exchange and Cooperation Agreement", "IN US"),
    ("comcasa", "=COMCASA|Communications Compatibility and Security Agreement", "IN US"),
    ("lemoa", "=LEMOA|Logistics Exchange Memorandum of Agreement", "IN US"),
    ("gsomia", "=GSOMIA|=GSOIA|General Security of Military Information Agreement", ""),
    (
        "acsa",
        "=ACSA|Acquisition and Cross-Servicing Agreement|Acquisition and Cross Servicing Agreement|Reciprocal Provision of Supplies and Services",
        "",
    ),
    ("raa", "=RAA|Reciprocal Access Agreement", ""),
    ("vfa", "=VFA|Visiting Forces Agreement", "PH US"),
    ("edca", "=EDCA|Enhanced Defense Cooperation Agreement|Enhanced Defence Cooperation Agreement", "PH US"),
    ("mutual-defence-treaty-ph", "Mutual Defense Treaty|Mutual Defence Treaty", ""),
    ("sofa", "=SOFA agreement|Status of Forces Agreement|=SOVFA", ""),
    (
        "strategic-mutual-defence-agreement",
        "Strategic Mutual Defence Agreement|Strategic Mutual Defense Agreement|=SMDA",
        "PK SA",
    ),
    (
        "foreign-military-financing",
        "Foreign Military Financing|=FMF|Foreign Military Sales|Foreign Military Sale|=FMS",
        "US",
    ),
    ("imet", "=IMET|International Military Education and Training", "US"),
    ("coalition-support-fund", "Coalition Support Fund|Coalition Support Funds", "PK US"),
    ("caatsa", "=CAATSA|Countering America's Adversaries Through Sanctions Act", "US"),
    (
        "istc",
        "INDUS-X|=iCET|Initiative on Critical and Emerging Technology|Defence Technology and Trade Initiative|=DTTI|=SOSA|Security of Supply Arrangement",
        "IN US",
    ),
    (
        "aukus-pillar",
        "AUKUS Pillar II|AUKUS Pillar Two|AUKUS Pillar 2|Submarine Rotational Force-West|Submarine Rotational Force",
        "AU GB US",
    ),
    (
        "solomon-security-pact",
        "Solomon Islands security pact|Solomons security pact|China Solomon security pact|Solomon pact",
        "CN SB",
    ),
    ("cpec", "=CPEC|China-Pakistan Economic Corridor|China Pakistan Economic Corridor", "CN PK"),
    ("pukpuk-treaty", "Pukpuk|Pukpuk treaty|Nakamal agreement|Falepili Union|Falepili", "AU"),
    ("lancaster-house", "Lancaster House treaties|Lancaster House treaty|Northwood Declaration", "FR GB"),
    ("trinity-house", "Trinity House Agreement|Kensington treaty", "DE GB"),
    ("aachen", "Aachen Treaty|Treaty of Aachen", "DE FR"),
    ("shusha-declaration", "Shusha Declaration", "AZ TR"),
    ("panmunjom", "Panmunjom Declaration|Camp David Principles|Washington Declaration", "KR US"),
    ("comprehensive-strategic-partnership-treaty-kp", "Comprehensive Strategic Partnership Treaty", ""),
    ("new-start", "New START|INF Treaty|Open Skies", "RU US"),
    ("mtcr", "=MTCR|Missile Technology Control Regime|Wassenaar", ""),
    (
        "lend-lease",
        "Lend-Lease|Ukraine Democracy Defense Lend-Lease Act|Ukraine Security Assistance Initiative|=USAI|Presidential Drawdown Authority|presidential drawdown",
        "UA US",
    ),
    ("gulf-c-sipa", "=C-SIPA|C-SIPA", "BH US"),
    (
        "major-non-nato-ally",
        "major non-NATO ally|major non NATO ally|Major Defence Partner|Major Defense Partner",
        "US",
    ),
    (
        "isa-mlsa",
        "=MLSA|Mutual Logistics Support Agreement|Mutual Logistics Support Arrangement|Logistics Support Agreement|White Shipping Agreement|=RELOS|Reciprocal Exchange of Logistics",
        "",
    ),
    ("project-sapphire", "T129 deal|T-129 deal|T129 contract", "PK TR"),
    ("milgem-contract", "MILGEM project|MILGEM contract|MILGEM programme", "PK TR"),
    (
        "hangor-programme",
        "Hangor programme|Hangor project|Hangor submarine deal|eight submarines deal",
        "CN PK",
    ),
    ("jf-17-programme", "JF-17 programme|JF-17 project", "CN PK"),
)

DIALOGUES: tuple[tuple[str, str, str], ...] = (
    # standing formats that meet in rounds: id, names, sides (empty: changing)
    ("two-plus-two", "2+2|two-plus-two|two plus two|2 plus 2|2+2 dialogue|2+2 ministerial", ""),
    (
        "fm-strategic-dialogue",
        "Foreign Ministers' Strategic Dialogue|FM Strategic Dialogue|Foreign Ministers Strategic Dialogue|strategic dialogue|Strategic Dialogue",
        "",
    ),
    (
        "defence-dialogue",
        "defence dialogue|defense dialogue|defence policy dialogue|defence ministerial dialogue|Annual Defence Dialogue|Defence Ministers' Dialogue|Defence Policy Group|defence policy talks",
        "",
    ),
    (
        "staff-talks",
        "staff talks|navy staff talks|army staff talks|air staff talks|Army to Army Staff Talks|navy to navy talks|Expert Level Staff Talks",
        "",
    ),
    ("joint-working-group", "joint working group|JWG|=JWG|Joint Working Group on defence", ""),
    (
        "joint-commission",
        "Joint Military Consultative Committee|Joint Military Cooperation Committee|Joint Defence Cooperation Committee|Military Cooperation Committee|Intergovernmental Commission on Military|Joint Military Consultative Commission|Joint Consultative Military Commission|=IRIGC-M&MTC|Military Consultative Committee|Joint Defence Committee",
        "",
    ),
    ("apex-committee", "Apex Committee|Apex Committee meeting", "CN PK"),
    (
        "high-level-military-dialogue",
        "High Level Military Dialogue|High-Level Military Group Cooperation|High Level Military Cooperation Group|Military Cooperation Group",
        "",
    ),
    (
        "strategic-council",
        "High Level Strategic Cooperation Council|High-Level Strategic Cooperation Council|=HLSCC",
        "PK TR",
    ),
    (
        "maritime-dialogue",
        "maritime security dialogue|maritime dialogue|bilateral dialogue on maritime|bilateral dialogue on arms control|arms control consultations|counter-terrorism dialogue|Counter Terrorism Dialogue|security dialogue|Maritime Affairs Dialogue",
        "",
    ),
    ("quad-leaders", "Quad leaders' summit|Quad summit", "AU IN JP US"),
)
