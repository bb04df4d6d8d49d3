"""Verbs by their form: what follows "to" and "will", and what tells of something done."""

BASE = (
    "accept|acquire|add|address|adopt|advance|aid|aim|airlift|allow|anchor|announce|appear|apply|approach|approve|arm|"
    "arrive|assemble|assess|assist|assume|assure|attack|attend|avoid|award|ban|base|be|become|begin|bid|block|bolster|"
    "boost|brief|bring|broaden|build|buy|call|cancel|carry|celebrate|cement|chair|change|choose|clear|close|co-chair|"
    "co-develop|co-host|co-operate|co-ordinate|co-produce|collaborate|combat|come|commemorate|commence|commission|"
    "compete|complete|conclude|conduct|confirm|consider|construct|consult|contest|continue|contribute|convene|convert|"
    "convince|cooperate|coordinate|counter|court|cover|create|cross|cut|deal|debate|debut|decide|declare|deepen|"
    "deliver|depart|deploy|deter|develop|discuss|dispatch|dock|dominate|donate|double|drill|drop|ease|elevate|embark|"
    "enable|end|engage|enhance|ensure|enter|equip|escort|establish|evacuate|evaluate|examine|exchange|exercise|expand|"
    "explore|export|express|extend|face|facilitate|fight|finalise|finalize|finance|finish|fire|fit|fly|focus|follow|"
    "forge|form|freeze|fund|gain|gather|get|gift|give|grant|guard|halt|hand|have|head|help|hike|hit|hold|honor|honour|"
    "host|identify|implement|import|improve|inaugurate|increase|induct|inform|initiate|ink|inspect|install|integrate|"
    "intensify|interact|invest|invite|issue|join|jointly|keep|kick|land|launch|lay|lead|lease|leave|let|license|lift|"
    "limit|link|locate|lodge|look|lose|maintain|make|manufacture|map|march|mark|maximise|mediate|meet|modernise|"
    "modernize|monitor|mount|move|name|negotiate|observe|obtain|offer|open|open-source|operate|order|outfit|oversee|"
    "participate|partner|patrol|pay|perform|pick|pitch|place|plan|play|pledge|position|post|practice|practise|present|"
    "press|prevent|probe|procure|produce|promote|protect|prove|provide|pull|purchase|pursue|push|put|raise|ramp|reach|"
    "read|rebuild|recall|receive|recognise|recognize|reduce|refit|refuel|reinforce|reject|release|renew|repair|"
    "replace|report|request|rescue|resolve|respond|restore|resume|retire|return|reveal|review|revise|revive|roll|run|"
    "sail|save|scrap|screen|search|secure|see|seek|sell|send|serve|set|settle|share|shift|ship|show|shut|sign|signal|"
    "simulate|skip|slash|solve|speak|spend|split|sponsor|stage|start|station|stay|step|stop|store|streamline|"
    "strengthen|study|supply|support|surrender|suspend|swap|take|talk|target|team|tell|terminate|test|tie|touch|tour|"
    "track|trade|train|transfer|transit|transport|travel|treat|try|turn|undergo|undertake|unite|unload|unveil|update|"
    "upgrade|urge|use|validate|verify|visit|vote|wage|wait|want|warn|watch|weigh|welcome|widen|win|withdraw|witness|"
    "work|write"
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
