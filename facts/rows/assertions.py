"""The language of what a text asserts: for each assertion the verbs and phrases that say it, in the languages read.

A row is a regular expression on the lower-cased main clause. Within ``OVER`` the order decides, in ``DONE_OR_NOT`` the
place in the clause: the first verb is the headline's own ("offers to sign" is an offer, "signs deal to offer" is not).
"""

from facts.rows.deeds import BASE

_A_FEW = r"(?:\s[\w'’-]+){0,4}?\s"
_NEGATIVE = r"(?:delay|postpon|cancel|suspen|halt|scrap|rift|freez|froz|withdr|pull|back(?:ing)? out|shelv|stop|dispute|rupture|end(?:ing)?\b)\w*"
_REPORT = (
    r"(?:reports?|claims?|allegations?|rumou?rs?|speculations?|accusations?|suggestions?|stor(?:y|ies)|media)"
)
_LEAVE = r"(?:permission|access|visas?|entry|port\s?calls?|docking|berths?|requests?|overflights?|clearances?|licen[cs]es?|transit|approvals?|nod|passage)"
_NOT = r"(?:not|n['’]t|never)"

IGNORED = (
    r"\bnot (?:only|just|merely|least|far from|surprisingly|yet over)\b",
    r"\bno (?:less|fewer|wonder|doubt|later|longer a secret|stranger)\b",
    r"\bwithout (?:any )?(?:delays?|fail|pause)\b",
    r"\bneither confirm\w* nor den\w+",
    r"\b(?:declin|refus)\w+ to (?:comment|confirm|say|elaborate|name)\b",
    r"\b(?:un)?block (?=\d|i)",
    r"\bin (?:may)\b",
    r"\bdelayed (?=\w+ (?:deliver|arriv|hand|commission))",
)
"""What looks like a negation or a halt and is none; taken out first."""

REPORTED = rf"\b(?:{_REPORT}|news)\b"
STOPPED = rf"\b{_NEGATIVE}"
"""What a title says that its lead denies: "responds to reports of cancelling"."""

OPEN = r"\b(?:does|do|did|has|have|had|will|would|can|could|is|are)?\s?(?:not|n['’]t|cannot|never)\s(?:be |been )?rul(?:e|ed|ing) out\b"
"""What is not ruled out is considered."""

RESTRICTS = r"\b(?:sanction|embargo|ban|export|sales?\b|aid\b|assistance|licen[cs]|waiver|shipments?|suppl(?:y|ies)|blacklist|curbs?|support\b|intelligence)"
"""What a supplier stops as a sanction; a buyer cancels an order."""

LIFTED = (
    (
        r"\b(?P<verb>lift|end|revers|overturn|drop|eas|remov|waiv|revok|rescind|scrap|cancel|clear|releas|relax|unblock)(?P<ending>e?|e?s|e?d|p?ped|p?ping|ing)"
        r"(?:\s(?:a|the|its|his|their|decades-old|years-long|longstanding|partial|temporary|all|arms|weapons?|export|exports|military|us|[a-z]+){1,2}){0,2}?"
        r"\s(?:bans?|embargo(?:es)?|suspensions?|freezes?|holds?|blocks?|sanctions?|restrictions?|halt|pause|moratorium|curbs?)\b"
    ),
)
"""An end of a halt is no halt: "lifts its hold on", "ends suspension of"."""

DENIED_NEGATIVE = (
    rf"\b(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|refut\w*){_A_FEW}{_NEGATIVE}",
    rf"\b(?:den(?:y|ies|ied|ying)|dismiss\w*) {_NEGATIVE}",
    rf"\b(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|refut\w*) (?:\w+ ){{0,2}}{_REPORT} (?:of|that|about)\b.*\b{_NEGATIVE}",
    rf"\bno (?:further |more |such )?{_NEGATIVE}",
    rf"\b(?:will|would|is|are|was|were|has|have|had)\s?{_NOT}(?: be| been)? {_NEGATIVE}",
    r"\bno question of (?:cancel|delay|withdr|stop|halt)\w*",
)
"""A denial that something was stopped: it speaks for what it is about."""

OVER: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "refused",
        (
            rf"\bden(?:y|ies|ied|ying)\b(?:\s[\w'’-]+){{0,3}}?\s{_LEAVE}",
            r"\bnot for sale\b",
            rf"\b(?:is|are|was|were|do|does|did)\s?{_NOT} (?:want|wish|need|ready|willing|interested|keen|allow|allowed|going to|prepared|agree|accept)\b",
        ),
    ),
    (
        "denied",
        (
            r"\bden(?:y|ies|ied|ying|ial)\b",
            rf"\b(?:reject|dismiss|refut|rubbish|debunk|disput|counter)\w*{_A_FEW}{_REPORT}\b",
            rf"\b(?:reject|dismiss|refut|rubbish|debunk)\w* {_REPORT}\b",
            r"\brefut(?:es?|ed|ing)\b|\brubbish(?:es|ed)\b|\bdebunk\w*",
            rf"\b{_REPORT}\b.*\b(?:false|baseless|fake|untrue|wrong|incorrect|unfounded|fabricated|misleading)\b",
            r"\b(?:baseless|unfounded|fake news|no truth|untrue)\b|\bnot true\b|\bfact.?check\b",
            rf"\b(?:brush|wav|shrug|laugh)(?:es|e|s|ed|ing)? (?:aside|away|off){_A_FEW}(?:{_REPORT}|talk)\b|\b(?:pour|throw|thr|dash|quash|scotch|squash|knock)(?:e?s|ed|ew|ing)?(?: down)?(?: cold water on)? (?:\w+ ){{0,3}}(?:{_REPORT}|talk)\b",
            r"\bhas yet to be (?:offered|asked|approached)\b|\bgave \w+ no\b|\bhas no (?:\w+ ){0,2}(?:bases?|troops|deal|pact)\b",
            r"\b(?:no|has no|have no|had no) (?:such |current |immediate |formal )?(?:plans?|intentions?|talks|negotiations|discussions|proposals?|question of|truth|evidence of|knowledge of)\b",
            r"\bno (?:such |arms |military |weapons |naval |chinese |us |american |russian |foreign )*(?:bases?|weapons|arms|missiles|troops|drones|jets|shells|deliver(?:y|ies)|sales?|shipments?|exercises?|drills?)\b(?! yet)",
            rf"\b(?:did|do|does)\s?{_NOT}(?: yet)? (?:{BASE})\b",
            rf"\b(?:has|have|had)\s?{_NOT} (?!yet\b)(?:been )?\w+(?:ed|en|nt|old|ade|ilt|ught|un)\b",
            (
                r"\bnot (?:currently |now )?(?:buying|selling|sending|supplying|building|joining|planning|considering|seeking|negotiating|providing|exporting|delivering|"
                r"discussing|hosting|providing|holding|transferring|in talks|involved|signed|sold|bought|delivered|supplied)\b"
            ),
            r"\bnever (?:\w+ed|sold|sent|bought|gave|built|made|held|had)\b",
            r"否认|驳斥|辟谣|不实|تردید|खंडन|опроверг|отрица|не поставля|yalanla|অস্বীকার|\bdément\w*|desmien|dementier|membantah|نفى|نفت|تکذیب",
        ),
    ),
    (
        "refused",
        (
            r"\brefus(?:e|es|ed|ing|al)\b",
            r"\b(?:decid\w+|opt(?:s|ed|ing)?|chose|choos\w+|vow\w*|pledg\w+|promis\w+|resolv\w+|elect(?:s|ed)?) not to\b",
            r"\breject(?:s|ed|ing|ion)?\b",
            r"\bturn(?:s|ed|ing)? down\b|\brul(?:e|es|ed|ing) out\b|\bdeclin(?:e|es|ed|ing) to\b|\bdeclin(?:e|es|ed) (?:\w+ ){0,3}(?:offer|request|invitation|bid|proposal)\b",
            r"\b(?:spurn|snub|rebuff|veto|balk)(?:s|bed|ed|es|ing)?\b|\bsa(?:ys?|id) no to\b|\b(?:his|her|its|their) no (?:on|to)\b",
            r"\bturn(?:s|ed|ing)? (?:away|its back on|their backs? on|a deaf ear)\b|\bshoot(?:s|ing)? down (?:\w+ ){0,3}(?:plan|idea|offer|request|proposal|bid|calls?)\b|\bshot down (?:\w+ ){0,3}(?:plan|idea|offer|request|proposal|bid|calls?)\b",
            r"\b(?:stay|stays|stayed|staying|keep|keeps|kept) (?:away from|out of|clear of)\b|\b(?:sit|sits|sat|sitting) out\b|\b(?:skip|skips|skipped|skipping|boycott|boycotts|boycotted)\b|\b(?:hold|holds|held|holding) out against\b|\bstand(?:s)? firm against\b|\bgiv(?:es|en|e)? (?:the )?cold shoulder\b|\bpass(?:es|ed)? on (?:the |a |an )?(?:offer|deal|chance|jets?|invitation)\b",
            rf"\b(?:will|would|shall|can|could|may)\s?{_NOT}\b|\b(?:won|wouldn|can|couldn)['’]t\b|\bcannot\b",
            r"拒绝|拒售|انکار|مسترد|इनकार|इंकार|ठुकरा|отказа|отклони|отверг|reddett|প্রত্যাখ্যান|\brefus\w*|\brechaz\w*|\bweigert|\blehnt\b|menolak|رفض|ترفض",
        ),
    ),
    (
        "cancelled",
        (
            r"\bscal(?:e|es|ed|ing) (?:back|down)\b|\bback burner\b|\bpull(?:s|ed|ing)? the plug\b|\bwalk(?:s|ed|ing)? back\b|\bbacktrack(?:s|ed|ing)?\b|\bback(?:s|ed|ing)? (?:away from|off)\b|\bcut(?:s|ting)? short\b|\bmothball\w*|\bgiv(?:e|es|en|ing)? up on\b|\bgave up on\b|\bput(?:s|ting)? (?:the )?brakes on\b|\b(?:nix|junk|dump|bin|scuttl|derail)(?:s|es|ed|e|ned|ning|ing)?\b(?! boats?)|\brip(?:s|ped)? up\b|\brenege[sd]?\b|\bget(?:s)? cold feet\b|\bdies? (?:a )?(?:quiet )?death\b",
            r"\bcancel\w*|\bscrap(?:s|ped|ping)?\b|\bshelv(?:e|es|ed|ing)\b|\bcall(?:s|ed|ing)? off\b|\bterminat\w+",
            r"\bblock(?:s|ed|ing)?\b(?! ?-?(?:\d|i))|\bbar(?:s|red) (?!association)|\bwith(?:hold|holds|held|holding)\b",
            r"\bhalt(?:s|ed|ing)?\b|\bsuspen\w+|\bpaus(?:e|es|ed|ing)\b|\bfreez\w+|\bfroz\w+|\babandon\w*|\baxe[sd]\b|\bditch(?:es|ed|ing)?\b|\brevok\w+|\brescind\w*",
            r"\b(?:back|pull|walk|opt|bow|drop)(?:s|ed|ped|ing|ping)? out\b|\bwalk(?:s|ed)? away\b|\bpart(?:s|ed|ing)? ways\b|\b(?:tear|tears|tore)\b.* up\b|\bbreaks? off\b|\bbroke off\b",
            r"\b(?:withdraws?|withdrew|withdrawing|quits?|exits?|exited) (?:from )?(?:the |its |a |\w+ ){0,3}(?:deal|pact|program(?:me)?|project|exercises?|drills?|talks|treaty|agreement|alliance|offer|bid|contract|order)\b",
            r"\bdrop(?:s|ped)? (?:the |its |a |\w+ ){0,3}(?:deal|plan|plans|bid|order|programme|program|contract|purchase)\b",
            r"\bstop(?:s|ped|ping)? (?:the |its |all |\w+ ){0,3}(?:sales?|deliver\w+|supply|supplies|supplying|sending|selling|exports?|exporting|shipments?|cooperation|purchases?|buying|participation)\b",
            r"\bcollaps(?:e|es|ed)\b|\bf(?:e|a)ll(?:s)? through\b|\bon (?:hold|ice)\b|\bin limbo\b|\bbreak(?:s)? down\b|\bbroke down\b|\bfounder(?:s|ed)\b",
            r"\bno longer (?:interested|considering|buying|selling|in talks|seeking|planning|wants?|needs?|pursuing|part|going|intends?|plans?)\b|\bloses? interest\b|\bcools? on\b",
            r"取消|中止|终止|暂停|退出|منسوخ|معطل|ختم کر دی|रद्द|निरस्त|отмен|приостанов|расторг|прекрати|iptal|askıya|çekildi|বাতিল|\bannul\w*|\bsuspen\w*|\bcancel\w*|gestoppt|dibatalkan|إلغاء|ألغت|تعليق",
        ),
    ),
    (
        "postponed",
        (
            r"\bpostpon\w+|\bdelay(?:s|ed|ing)?\b|\bdefer(?:s|red|ring|ral)?\b|\bput(?:s|ting)? off\b|\bpush(?:es|ed|ing)? back (?:to|until|till|by|again|deliver\w*|purchases?|plans?|dates?|launch|the|next|from)\b|\breschedul\w+|\bslip(?:s|ped)? to\b|\bbehind schedule\b|\brun(?:s|ning)? late\b|\bstall(?:s|ed|ing)?\b|\bheld up\b",
            r"\bbehind (?:on|with)\b|\bstuck\b|\bslow(?:s|ed|ing)? (?:walk|down)\w*\b|\bdrag(?:s|ged|ging)? (?:its|their) (?:feet|heels)\b",
            r"\bfail(?:s|ed)? to (?:deliver|supply|arrive|send|sign|reach|agree|hand)\b|\bmiss(?:es|ed) (?:\w+ ){0,3}deadline\b",
            r"推迟|延期|延迟|搁置|ملتوی|موخر|تاخیر|स्थगित|टल[ाी]|देरी|отлож|отсроч|задерж|перенес|ertelen|erteledi|gecik|স্থগিত|\breport(?:é|ée|és|e)\b|aplaz|verschob|verschieb|ditunda|تأجيل|أجلت",
        ),
    ),
)
"""Asked in this order, wherever they stand in the clause."""

DONE_OR_NOT: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "in_talks",
        (
            r"\bin (?:\w+ ){0,2}(?:talks|negotiations|discussions)\b|\bnegotiat(?:e|es|ed|ing)\b|\bin (?:the )?process of (?:buying|selling|negotiating)\b",
            r"\b(?:hold|holds|held|begin|begins|began|start|starts|started|open|opens|opened|resume|resumes|resumed|continue|continues|enter|enters|entered) (?:\w+ ){0,3}?(?:talks|negotiations|discussions) (?:on|over|about|for|to|of)\b",
            r"\bdiscuss(?:es|ed|ing)? (?:\w+ ){0,3}?(?:sale|sales|purchase|purchases|procurement|acquisition|delivery|deliveries|supply|supplies|deal|order|production|transfer|exports?|joint)\b",
            r"\b(?:thrash|hammer|hash|iron)(?:es|s|ed|ing)? out\b|\bfinal (?:stretch|stages?|straight|phase|round) (?:on|of|in|over)\b|\bon the (?:verge|cusp|brink|threshold) of (?:a |an |\w+ ){0,3}(?:deal|agreement|pact|buying|signing|selling|sale|purchase|order|contract)\b|\b(?:clos|inch|edg|zero|mov)(?:es|e|s|ing|ed)? (?:in on|closer to|towards?)\b|\b(?:bargain|dicker)(?:s|ed|ing)?\b",
            r"\bnear(?:s|ing)? (?:[\w$€£.,-]+ ){0,4}?(?:deal|agreement|contract|purchase|sale|order|pact)\b|\bclose to (?:\w+ ){0,3}?(?:deal|agreement|buying|signing|pact|contract|finali[sz]ing)\b|\bhaggl\w+",
            r"\bno (?:decision|deal|agreement|contract) (?:yet|so far)\b|\byet to (?:decide|agree|finali[sz]e)\b|\bnot yet (?:decided|agreed|finali[sz]ed|signed)\b|\bwithout (?:a |any )?(?:deal|agreement)\b",
            r"洽谈|磋商购|商谈|谈判|مذاکرات|بات چیت|बातचीत|वार्ता कर|ведут переговоры|ведёт переговоры|ведет переговоры|переговоры о|обсужда|görüşüyor|görüşmeleri|görüşmelere|müzakere|আলোচনা|\ben (?:pourparlers|discussions|négociations)\b|\bnégoci\w+|\bnegocia\w*|\bverhandel\w+|مفاوضات|محادثات لشراء",
        ),
    ),
    (
        "proposed",
        (
            rf"\b(?:may|might|could)(?: soon| also| yet| one day)?(?: be| have)? (?:{BASE}|\w+ed|bought|sold|sent|built|given)\b",
            r"\btoy(?:s|ed|ing)? with\b|\b(?:sound|feel)(?:s|ed|ing)? out\b|\bpress(?:es|ed|ing) (?!ahead)|\bset(?:s)? (?:its|their|his|her) sights? on\b|\bin the market for\b|\blean(?:s|ed|ing)? towards?\b|\bdangl(?:e|es|ed|ing)\b|\btempt(?:s|ed|ing)?\b|\blur(?:e|es|ed|ing)\b|\bopen to\b|\bon the table\b|\b(?:is|are) after\b|\bshop(?:s|ping) (?:for|around)\b|\bwindow.shop\w*|\bon (?:its|their) (?:wish|shopping).?list\b|\bknock(?:s|ing) on\b|\bpin(?:s|ning)? hopes\b|\bcast(?:s|ing)? (?:around|about) for\b|\bvi(?:e|es|ed|ying) (?:for|to)\b|\bangl(?:e|es|ing) (?:for|to)\b|\bgauge[sd]? interest\b",
            r"\bconsider(?:s|ed|ing)?\b|\bmull(?:s|ed|ing)?\b|\bweigh(?:s|ed|ing)?\b|\beye(?:s|d|ing)\b|(?<=\w) eye (?!on\b)|\bexplor(?:e|es|ed|ing)\b|\bponder(?:s|ing)?\b|\bflirt\w*|\bwarms? to\b|\bwoo(?:s|ed|ing)?\b|\bcourt(?:s|ed|ing)\b|\bpitch(?:es|ed|ing)\b|\bpush(?:es|ed|ing)? (?:for|to)\b",
            r"\boffer(?:s|ed|ing)?\b(?! ?shore)|\bpropos(?:e|es|ed|ing)\b|\bseek(?:s|ing)?\b|\bsought\b|\bwants?\b|\bwanted\b|\brequest(?:s|ed|ing)\b|\bask(?:s|ed|ing)?\b|\burg(?:e|es|ed|ing)\b|\bcall(?:s|ed|ing) for\b|\binvit(?:e|es|ed|ing)\b|\bplead\w*|\bappeal(?:s|ed)?\b|\blobb(?:y|ies|ied|ying)\b|\bbids? (?:for|to)\b|\bdemand(?:s|ed)\b|\bsuggest(?:s|ed)\b|\bfloat(?:s|ed) (?:idea|plan|proposal)",
            r"\b(?:ready|willing|keen|open|happy|prepared|looking|hoping|eager) (?:to|on|for)\b|\binterest(?:ed)? in\b|\bshow(?:s|ed)? interest\b|\bexpress(?:es|ed)? (?:\w+ )?(?:interest|desire|readiness|willingness)\b|\bhop(?:es|ed|ing)\b|\bwish(?:es)?\b|\bwould (?:like|consider|welcome|be ready)\b|\bshould\b|\bneeds? to\b|\bmust\b|\blooks? (?:to|at) (?:buy|acquir|procur|purchas|sell|get)\w*",
            r"\btarget(?:s|ing)? (?:\w+ ){0,2}(?:exports?|sales?)\b|\baims? (?:to|at|for)\b|\bin talks about a possible\b",
            r"考虑|有意|拟购|提议|提出|希望|寻求|请求|غور|پیشکش|خواہش|درخواست|دلچسپی|پیش کش|पेशकश|प्रस्ताव|विचार|चाहता|चाहते|अनुरोध|предлож|предлага|рассматрива|хочет|намеревается|запросил|просит|teklif|önerdi|istiyor|değerlendir|talep et|প্রস্তাব|আগ্রহ|\bpropos\w*|\benvisage\w*|\bofrece\w*|\bconsidera\b|\berwäg\w*|menawarkan|عرض|تعرض|تدرس",
        ),
    ),
    (
        "planned",
        (
            rf"\bto (?:\w+ly |soon |also |jointly )?(?:{BASE})\b",
            r"\bwo(?:n['’]t|uld not) (?:\w+ )?(?:arrive|come|be (?:ready|delivered|handed|built|there)|start|begin|enter|join|fly|sail) (?:\w+ ){0,2}(?:before|until|till)\b|\bnot (?:\w+ ){0,3}(?:before|until) (?:20\d\d|next|late|early|the end)\b",
            r"\b(?:off|head(?:s|ed|ing)?|bound|fl(?:y|ies|ying) (?:out|in)) (?:to|for) (?:[\w'’-]+ ){1,4}(?:next|on|this|tomorrow|in)\b|\bgear(?:s|ed|ing)? up\b|\breadies\b|\bgets? set\b|\blines? up\b|\bon track\b|\bpoised\b|\babout to\b|\bin the pipeline\b|\bon the way\b|\ben route\b|\bin store\b|\bawait(?:s|ed|ing)?\b",
            r"\b(?:will|shall)\b|['’]ll\b|\bplan(?:s|ned|ning)? (?:to|for|on)\b|\bset (?:to|for)\b|\bslated\b|\bscheduled\b|\bdue (?:in|on|to|at|by|next)\b|\bupcoming\b|\bexpect(?:s|ed|ing)?\b|\bon course\b|\bbound for\b",
            r"\bagree[sd]? to (?:hold|conduct|stage|host|organi[sz]e|launch|start|begin|build|set|establish|jointly|co-develop|expand|boost|deepen|strengthen|enhance|step|increase)\b",
            r"\b(?:vow|pledge|promise|commit|prepare|decide|intend|gear|brace)(?:s|d|ed|ing)? (?:up )?(?:to|for)\b|\bprepar(?:es|ing) (?:to|for)\b",
            r"\bnext (?:week|month|year|spring|summer|autumn|fall|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\btomorrow\b|\byet to (?:receive|get|arrive|deliver|begin|start|take|be)\b|\bnot yet (?:received|arrived|delivered)\b|\bsoon\b|\bfrom (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
            r"将|计划|预定|即将|拟于|گا\b|گی\b|گے\b|کرنے کا فیصلہ|متوقع|منصوبہ|[\u0900-\u097f]ेग[ाीे](?![\u0900-\u097f])|[\u0900-\u097f]ेंगे(?![\u0900-\u097f])|होग[ाीे]|होंगे|तैयारी|योजना|\bпланиру\w*|\bнамерен\w*|\bсобира\w+|\bпровед(?:ет|ёт|ут)|\bпройд(?:ет|ёт|ут)|\bготов(?:ит|ят)\w*|\bпостав(?:ит|ят)\b|\bкупит\b|\bподпиш(?:ет|ут)|\bпродаст\b|\bполучит\b|\bпередаст\b|\bначн(?:ет|ёт|ут)\w*|\w+(?:acak|ecek|acaklar|ecekler|acağı|eceği|acağını|eceğini)\b|planlıyor|করবে|হবে|\b(?:va|vont|devrait|prévoit|prévoient|compte) \w+(?:er|ir|re)\b|\bwird\b|\bwerden\b|\bakan\b|\bsoll(?:en)?\b|\bserá\b|\bcomprará\b|ستعقد|سوف|تعتزم|ستشتري|ستبدأ",
        ),
    ),
    (
        "under_way",
        (
            r"\bkick(?:s|ed)? off\b|\bbegins?\b|\bbegan\b|\bbegun\b|\bcommenc(?:e|es|ed)\b|\bunder ?way\b|\bcontinu(?:e|es|ed|ing)\b|\bstarts?\b|\bstarted\b|\bopens?\b|\bopened\b|\bin progress\b|\bongoing\b|\bget(?:s)? going\b|\bin full swing\b",
            r"\bsquar(?:e|es|ing) off\b|\bin the midst of\b|\block(?:s|ed)? (?:horns )?in (?:\w+ ){0,2}(?:drill|exercise)\b|\bhalfway\b|\b(?:enters?|entered) (?:its |the )?(?:second|third|final|last|sea|live|next) (?:phase|week|day|stage)\b",
            r"\b(?:is|are|now|currently) (?:\w+ly )?(?:taking|training|holding|conducting|exercising|drilling|delivering|building|patrolling|participating|sending|supplying|receiving|helping|working|producing|visiting|touring|practising|practicing|joining)\b|\btaking part\b|\bparticipating in\b",
            r"正在|拉开帷幕|开始|开幕|启动|جاری|شروع|آغاز|जारी|शुरू|आरंभ|начал(?:ись|ся|ась|ось)?\b|проходят|проходит|стартовал\w*|идут|ведутся|başladı|sürüyor|devam edi|শুরু|চলছে|\bdébut\w*|\ben cours\b|\bcommenc\w*|\bcomenz\w*|\bempez\w*|\bbegann\w*|\bläuft\b|\blaufen\b|dimulai|berlangsung|تبدأ|بدأت|انطلاق|انطلقت|مستمر",
        ),
    ),
    (
        "comment",
        (
            r"\b(?:accus|decri|fum|bristl|seeth|hit back|lash out|mock|scoff|deride|grumbl|complain|vent)(?:e|es|ed|s|ing|d)?\b(?: (?:at|over|of))?|\bcr(?:y|ies|ied) foul\b|\btak(?:es|e) aim at\b|\bcall(?:s|ed) (?:\w+ ){1,4}(?:provocat|destabili|dangerous|threat|reckless|irresponsible|illegal|hypocri)\w*",
            r"\b(?<!to )welcom(?:e|es|ed|ing)\b(?! (?:[\w'’-]+ ){0,6}(?:ships?|frigates?|corvettes?|submarines?|jets?|aircraft|helicopters?|warships?|tanks?|troops)\b)|\b(?:hail|condemn|slam|criticis|criticiz|prais|laud|blast|denounc|(?<!to )defend|applaud|deplor|decr|lament|downplay|play down|shrug)(?:e|es|ed|s|d|ies|ied|ing)?\b",
            r"\b(?:voic|express|rais|flag|spark|fuel|caus|stok)(?:e|es|ed|s|ing)? (?:\w+ ){0,3}?(?:concerns?|fears?|alarm|worr\w+|anger|unease|eyebrows|questions?|doubts?|tensions?|outrage|support|satisfaction|hope)\b",
            r"\bwarn(?:s|ed|ing)?\b|\bworr(?:y|ies|ied|ying)\b|\bprotest(?:s|ed)?\b|\bobject(?:s|ed) to\b|\boppos(?:e|es|ed)\b|\breact(?:s|ed)?\b|\brespond(?:s|ed)?\b|\bwar(?:y|ier) of\b|\bclosely (?:watch|monitor)\w*|\bconcerned\b|\bcould (?:change|alter|tilt|shift|spell|mean|threaten)\b|\bthreatens? (?:balance|stability|region)|\blie[sd]\b|\bang(?:er|ers|ered|ry)\b|\binfuriat\w+|\bfac(?:e|es|ed|ing) (?:\w+ ){0,2}(?:backlash|criticism)|\bclarif(?:y|ies|ied)\b",
            r"谴责|批评|评论|分析|欢迎|关切|مذمت|تشویش|خیرمقدم|निंदा|चिंता|स्वागत|осуд|раскритик|приветств|обеспоко|kınadı|eleştir|endişe|\bcondamne\w*|\bcritique\w*|\bcondena\w*|\bkritisier\w*|mengecam|تدين|ندد",
        ),
    ),
    (
        "happened",
        (
            r"\bsign(?:s|ed)?\b|\bink(?:s|ed)?\b|\bseal(?:s|ed)?\b|\bclinch(?:es|ed)?\b|\bconclud(?:e|es|ed)\b|\bclos(?:e|es|ed) (?:\w+ ){0,2}deal\b|\bfinali[sz](?:e|es|ed)\b|\bagree(?:s|d)?\b|\breach(?:es|ed)?\b|\bstri(?:ke|kes)\b|\bstruck\b|\bapprov(?:e|es|ed)\b|\bclear(?:s|ed)\b|\bgreenlights?\b|\bokays?\b|\bauthori[sz](?:e|es|ed)\b|\bratif(?:y|ies|ied)\b|\baward(?:s|ed)?\b",
            r"\bcurtain(?:s)? (?:falls?|comes? down)\b|\btak(?:es|e|ing) (?:charge|possession|hold|custody|over)\b|\btook (?:charge|possession|over)\b|\bputs? pen to paper\b|\bgo(?:es)? for\b|\bwent for\b|\bpress(?:es|ed) ahead\b|\bbecom(?:es|e|ing) (?:the )?(?:\w+ ){0,3}to\b|\bbecame (?:the )?(?:\w+ ){0,3}to\b|\bgreen.?light\b|\bupgrad(?:e|es|ed)\b|\bshow(?:s|ed) off\b|\bleav(?:es|ing)\b|\bleft\b|\bland(?:s|ed)\b",
            r"\bdeliver(?:s|ed)?\b|\bhand(?:s|ed)? over\b|\bhand(?:s|ed) \w+|\breceiv(?:e|es|ed)\b|\bgets?\b|\bgot\b|\btak(?:e|es) delivery\b|\btook delivery\b|\barriv(?:e|es|ed)\b|\bship(?:s|ped)\b|\bsend(?:s)?\b|\bsent\b|\bsuppl(?:y|ies|ied)\b|\bdispatch(?:es|ed)\b|\btransfer(?:s|red)\b|\bdonat(?:e|es|ed)\b|\bgift(?:s|ed)\b|\bgiv(?:e|es|en)\b|\bgave\b|\bgrant(?:s|ed)\b|\bprovid(?:e|es|ed)\b|\bfl(?:y|ies|ew)\b|\bleas(?:e|es|ed)\b|\bexport(?:s|ed)\b",
            r"\bbuys?\b|\bbought\b|\bsells?\b|\bsold\b|\border(?:s|ed)\b|\bpurchas(?:es|ed)\b|\bacquir(?:e|es|ed)\b|\bprocur(?:es|ed)\b|\bpick(?:s|ed)\b|\bselect(?:s|ed)?\b|\bchoos(?:e|es)\b|\bchose\b|\bopt(?:s|ed) for\b|\bsecur(?:es|ed)\b|\bwins?\b|\bwon\b",
            r"\binduct(?:s|ed)?\b|\bcommission(?:s|ed)\b|\blaunch(?:es|ed)?\b|\bunveil(?:s|ed)?\b|\binaugurat(?:e|es|ed)\b|\bjoin(?:s|ed)?\b|\benter(?:s|ed)?\b|\btest(?:s|ed)\b|\broll(?:s|ed) out\b|\blay(?:s)? keel\b|\bfloat(?:s|ed)\b|\bcomplet(?:e|es|ed)\b|\bend(?:s|ed)\b|\bwrap(?:s|ped)? up\b|\bculminat(?:e|es|ed)\b|\bfinish(?:es|ed)\b",
            r"\bhold(?:s)?\b|\bheld\b|\bconduct(?:s|ed)?\b|\bstag(?:e|es|ed)\b|\bhost(?:s|ed)?\b|\bmeet(?:s)?\b|\bmet\b|\bvisit(?:s|ed)\b|\bcall(?:s|ed)? on\b|\bdock(?:s|ed)?\b|\bsail(?:s|ed)?\b|\btrain(?:s|ed)?\b(?! to)|\bpatrol(?:s|led)\b|\bdeploy(?:s|ed)?\b|\btak(?:e|es) part\b|\btook part\b|\bparticipat(?:e|es|ed)\b|\bpractis(?:e|es|ed)\b|\bdiscuss(?:es|ed)?\b|\bexchang(?:e|es|ed)\b|\breview(?:s|ed)?\b|\bvow(?:s|ed)?\b|\bpledg(?:e|es|ed)\b|\bannounc(?:e|es|ed)\b",
            r"\blift(?:s|ed)?\b|\bresum(?:e|es|ed)\b|\brestor(?:e|es|ed)\b|\breviv(?:e|es|ed)\b|\brenew(?:s|ed)?\b|\bextend(?:s|ed)?\b|\bexpand(?:s|ed)?\b|\bimpos(?:e|es|ed)\b|\bsanction(?:s|ed)\b|\bban(?:s|ned)\b|\bblacklist(?:s|ed)\b|\bboost(?:s|ed)\b|\bdeepen(?:s|ed)?\b|\bstrengthen(?:s|ed)?\b|\bstep(?:s|ped) up\b|\bbuil(?:ds|t)\b|\bset(?:s)? up\b|\bestablish(?:es|ed)\b",
            r"签署|签订|交付|服役|列装|入列|下水|移交|举行|结束|落幕|抵达|دستخط|حوالے|شامل|اختتام|मिला|सौंपा|सौंपे|हस्ताक्षर|समाप्त|संपन्न|подписа|передал|поставил|получил|завершил|провел|провёл|imzala|teslim|tamamlandı|sona erdi|স্বাক্ষর|হস্তান্তর|\bsigné\w*|\blivr\w+|\bfirm(?:an|ó|aron)\b|unterzeichnet|geliefert|menandatangani|diserahkan|وقعت|توقيع|تسلم",
        ),
    ),
)
"""Told apart by which comes first; at one place the earlier row."""

NOUNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "in_talks",
        (
            r"\b(?:talks|negotiations|discussions) (?:on|over|about|for|to|with|between)\b",
            r"\bnegotiations\b",
        ),
    ),
    (
        "proposed",
        (r"\b(?:offer|proposal|bid|request|interest|pitch|wish ?list|possible|potential|prospective)\b",),
    ),
    ("planned", (r"\bplans?\b|\bahead of\b",)),
)
"""Asked only where no verb says more."""

MET = r"\b(?:meet|meets|met|review|reviews|reviewed|visit|visits|visited|call on|calls on|called on|arrive|arrives|arrived|hold|holds|held)\b"
"""A meeting "amid talks over" a deal is no deal."""

COMMENTED = (
    r"\?\s*$",
    r"^(?:opinion|analysis|explained|explainer|editorial|op-ed|commentary|view|comment|column|explain(?:ing)?|interview)\b\s?[:|–-]",
    r"^why\b|^(?:podcast|factbox|timeline|fact file)\b\s?[:|–-]",
    r"^(?:\w+ ){0,4}explained$|\bexplained\s*$|\bhere['’]?s (?:why|what|how)\b|^(?:inside|meet|these are|this is|here are) (?:the|a|an|how|what|why)?\b|\banalysts? say\b|\bexperts? say\b|\bwhat (?:it|this|that|to) (?:means?|know|says)\b",
    r"\|\s?(?:opinion|analysis|explained|editorial|commentary)\s*$",
)

FIGURE = (
    r"\bsipri\b",
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|half|most|\d+) (?:in|of|out of) (?:every )?(?:three|four|five|six|seven|eight|nine|ten|\d+)\b.*\b(?:weapons|arms|jets|imports?|exports?|tanks)\b",
    r"\b(?:overtak|outsold|outsell|tops?\b|leads?\b|rank|climb|ris)\w*.*\b(?:arms|weapons|defen[cs]e) (?:importers?|exporters?|suppliers?|buyers?|sellers?|imports?|exports?)\b",
    r"\b(?:arms|weapons|defen[cs]e) (?:importers?|exporters?|suppliers?)\b.*\b(?:list|ranking|data|study|report|think.tank)\b",
    r"(?:per ?cent|percent|%).*\b(?:imports?|exports?|share|sales|purchases|arsenal|suppl(?:y|ies|ied)|weapons|arms)\b",
    r"\b(?:imports?|exports?|share|sales|suppl(?:y|ies|ied)|weapons|arms)\b.*(?:per ?cent|percent|%)",
    r"\b(?:arms|weapons|defen[cs]e|military) (?:sales|imports?|exports?|trade|spending|transfers?)\b.*\b(?:doubl|tripl|r(?:o|i)se|ros|fell|soar|surg|jump|slump|plung|grew|grow|hit record|record high|total)\w*",
    r"\b(?:largest|biggest|top|main|second|third)(?: \w+){0,2} (?:arms|weapons|defen[cs]e) (?:importer|exporter|supplier|buyer|seller|customer)s?\b",
    r"\baccount(?:s|ed) for (?:\w+ ){0,4}(?:arms|weapons)\b",
    r"百分之|占.{0,12}%|फीसदी|प्रतिशत|فیصد|процент|yüzde",
)
