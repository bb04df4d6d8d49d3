"""Verbs by their form: what follows "to" and "will", and what tells of something done."""

BASE = (
    "accept|acquire|add|adopt|allow|approve|arm|arrive|assemble|assist|attend|award|base|be|become|begin|boost|bring|build|buy|call|"
    "carry|cement|chair|clear|co-chair|co-develop|co-host|co-produce|come|commence|commission|complete|conclude|conduct|construct|"
    "continue|convene|cooperate|counter|deepen|deliver|deploy|depart|develop|discuss|dispatch|dock|donate|drill|end|enhance|enter|equip|establish|"
    "exchange|exercise|expand|export|extend|face|fight|finalise|finalize|finance|fly|form|forge|fund|gather|get|gift|give|grant|hand|"
    "have|head|help|hold|host|import|improve|inaugurate|increase|induct|ink|inspect|install|integrate|intensify|join|jointly|kick|land|launch|lead|"
    "lease|leave|let|license|lift|link|lodge|maintain|make|manufacture|march|meet|modernise|modernize|move|negotiate|observe|obtain|offer|open|"
    "operate|order|oversee|participate|partner|patrol|pay|perform|place|post|practise|practice|procure|produce|promote|provide|purchase|push|ramp|"
    "reach|receive|renew|replace|request|resume|return|review|roll|sail|secure|sell|send|set|share|ship|show|sign|simulate|stage|start|station|step|"
    "strengthen|study|supply|support|swap|take|test|tour|train|transfer|transit|travel|unveil|upgrade|use|visit|welcome|win|witness|work"
)
"""Base forms after "to": "to sell" looks ahead, "to Pakistan" and "to the navy" never do."""

PAST = (
    "was|were|had|did|has|have|began|begun|bought|brought|built|came|carried|caught|chose|dealt|did|drew|drove|ended|fell|flew|found|gave|given|"
    "gone|got|grew|handed|held|hosted|joined|kept|kicked|knew|laid|landed|launched|led|left|lent|made|met|moved|opened|paid|participated|put|"
    "ran|reached|received|rolled|rose|said|sailed|sank|sat|saw|sent|set off|shipped|shook|showed|signed|sold|spent|spoke|stood|struck|taken|told|"
    "took|went|won|wound|wrapped|wrote"
)
"""Irregular and common past forms; any other word that ends in "ed" is one too."""

NOT_PAST = (
    "advanced|allied|armed|armoured|armored|biased|classified|combined|embed|experienced|failed|feed|hundred|indeed|integrated|limited|manned|"
    "named|naked|need|proceed|red|related|sacred|seed|shared|so-called|sophisticated|speed|succeed|tracked|united|unmanned|wheeled|wicked"
)
"""Words in "ed" that are none."""

PLANNING = (
    "aimed|agreed|announced|arranged|asked|confirmed|decided|declared|directed|expected|hoped|indicated|intended|invited|offered|ordered|planned|"
    "pledged|poised|prepared|promised|proposed|revealed|said|scheduled|set|slated|sought|started preparing|stated|told|vowed|wanted|was|were|had|has|have"
)
"""Past forms behind which "to sell" still looks ahead: "agreed to sell on Friday"."""
