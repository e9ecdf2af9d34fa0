"""The words of the four languages, folded (small, without accents). Names are tried as they stand, longest first."""

from dataclasses import dataclass, field


def words(said: str) -> frozenset[str]:
    """Words with spaces between them."""
    return frozenset(said.split())


def phrases(said: str) -> frozenset[str]:
    """Phrases with commas between them."""
    return frozenset(phrase.strip() for phrase in said.split(","))


@dataclass(frozen=True, slots=True)
class Language:
    """A language's words. Alternatives stand with bars between them; weekdays begin with Monday."""

    code: str
    #: Words (and letters with accents) that only this language has: evidence that a line is written in it.
    evidence: str
    letters: str
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    #: What makes a weekday's name stand for each of them: "Mondays".
    plural: str
    months: tuple[str, ...]
    #: Words for days near now → how many days ahead.
    near: dict[str, int]
    numbers: dict[str, int]
    #: Words for day, week, month and year.
    units: tuple[str, str, str, str]
    #: What stands before a day: on it; at the latest on it; from it on.
    on: str
    due: str
    since: str
    #: What may stand between two days or times, and before the first.
    to: str
    between: str
    #: Parts of a day, after a day.
    parts: str
    #: Parts of this day, by themselves.
    this_part: str
    #: Forms of a day, with {wd}, {near}, {d}, {month}, {year}, {n}, {unit}; each with what to make of it.
    days: tuple[tuple[str, str], ...]
    #: Spans: "next week".
    spans: tuple[tuple[str, str], ...]
    #: Recurrences, with {wds} (a list of weekdays), {date}, {ordinal} besides.
    rules: tuple[tuple[str, str], ...]
    #: The same in one word, which stands for it only where nothing follows: "weekly", but not "weekly report".
    adverbs: dict[str, str]
    ordinals: dict[str, int]
    #: Clocks, with {t} (a time with minutes), {h} (an hour).
    clocks: tuple[str, ...]
    #: What follows an hour: "Uhr".
    oclock: str
    hours: str
    minutes: str
    #: Lengths in words → minutes.
    lengths: dict[str, int]
    #: What may stand before a length and goes with it, and what makes it none: "in 2 hours".
    lasting: str
    not_lasting: str
    #: Whether hours with an h ("14h") are times of the clock as well.
    h_clock: bool = False
    #: Words that end no name.
    loose: frozenset[str] = field(default_factory=frozenset)


ENGLISH = Language(
    code="en",
    evidence=(
        "the a an of to for with and on at by every each buy call send write read book pay fix check clean make get"
        " review prepare plan meet ask order pick up from about my this next week month day tomorrow today"
        " oil change blood test re bins out ring mum mom"
    ),
    letters="",
    weekdays=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    short_weekdays=("mon", "tues?", "weds?", "thur?s?", "fri", "sat", "sun"),
    plural="s",
    months=(
        "january|jan",
        "february|feb",
        "march|mar",
        "april|apr",
        "may",
        "june|jun",
        "july|jul",
        "august|aug",
        "september|sept|sep",
        "october|oct",
        "november|nov",
        "december|dec",
    ),
    near={"today": 0, "tomorrow": 1, "tmrw": 1, "tmr": 1, "tomorow": 1, "the day after tomorrow": 2, "overmorrow": 2},
    numbers={
        "a": 1,
        "an": 1,
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
        "twelve": 12,
    },
    units=("days?", "weeks?", "months?", "years?"),
    on="on|for|on the",
    due="due by|due on|due|by the|by|until|till|before|no later than|deadline:?",
    since="starting from|starting on|starting|beginning|from|as of",
    to="to|until|till|through",
    between="from|between",
    parts="(?:in the )?(?:early )?(?:morning|afternoon|evening|night|lunchtime)|noon|midday",
    this_part="tonight|this (?:morning|afternoon|evening)",
    days=(
        (r"(?:this |coming |upcoming |this coming )?(?P<wd>{wd})", "weekday"),
        (r"next (?P<wd>{wd})", "next weekday"),
        (
            r"(?:{wd},? )?(?:the )?(?P<d>{d})(?:st|nd|rd|th)?(?: of)? (?P<month>{month})\.?(?:,? (?P<year>{year}))?",
            "date",
        ),
        (r"(?:(?:{wd}),? )?(?P<month>{month})\.? (?P<d>{d})(?:st|nd|rd|th)?(?:,? (?P<year>{year}))?", "date"),
        (r"(?P<wd>{wd}),? (?:the )?(?P<d>{d})(?:st|nd|rd|th)", "weekday and number"),
        (r"(?:the )?(?P<d>{d})(?:st|nd|rd|th)", "monthday"),
        (r"in (?P<n>{n}) (?P<unit>{unit})(?: time)?", "ahead"),
        (r"(?P<n>{n}) (?P<unit>{unit}) from (?:now|today)", "ahead"),
        (r"(?:the )?end of (?P<month>{month})", "end of month named"),
        (r"(?:the )?end of (?:the |this )?month|eom", "end of month"),
        (r"(?:the )?end of (?:the |this )?week|eow", "end of week"),
        (r"(?:the )?end of (?:the |this )?year|eoy", "end of year"),
        (r"eod|(?:the )?end of (?:the )?day", "today"),
    ),
    spans=(
        ("next week", "next week"),
        ("this week", "this week"),
        ("next month", "next month"),
        ("this weekend", "weekend"),
    ),
    rules=(
        (r"(?:every|each) (?:week|work(?:ing )?)day", "workdays"),
        (r"(?:every|each) weekend", "weekends"),
        (
            r"(?:every|each) (?P<ordinal>{ordinal}) (?P<wd>{wd})(?: of (?:the|every|each) month| in the month)",
            "monthly weekday",
        ),
        (r"(?:on )?(?:the )?(?P<ordinal>{ordinal}) (?P<wd>{wd}) of (?:the|every|each) month", "monthly weekday"),
        (r"(?:on )?(?:the )?last day of (?:the|every|each) month", "month end"),
        (r"(?:on )?(?:the )?(?P<d>{ds}) of (?:the|every|each) month", "monthly"),
        (r"(?:every|each) month on (?:the )?(?P<d>{ds})", "monthly"),
        (r"monthly on (?:the )?(?P<d>{ds})", "monthly"),
        (r"(?:every|each) year on (?P<date>{date})|every (?P<date2>{date})", "yearly"),
        (r"every (?:other|second|2nd) (?P<wd>{wd})", "fortnightly"),
        (r"every (?:other|second|2nd) (?P<unit>{unit})", "other"),
        (r"every (?P<n>{n}) (?P<unit>{unit})(?: on (?P<wds>{wds}))?", "each n"),
        (r"(?:every|each) week on (?P<wds>{wds})", "weekly on"),
        (r"weekly on (?P<wds>{wds})", "weekly on"),
        (r"(?:every|each) (?P<wds>{wds})", "weekly on"),
        (r"(?:on )?(?P<wds>{wdps})", "weekly on"),
        (r"every quarter", "quarterly"),
        (r"(?:every|each) (?P<unit>{unit})", "each"),
    ),
    adverbs={
        "every day": "DAILY",
        "daily": "DAILY",
        "weekly": "WEEKLY",
        "monthly": "MONTHLY",
        "yearly": "YEARLY",
        "annually": "YEARLY",
        "quarterly": "MONTHLY;INTERVAL=3",
        "fortnightly": "WEEKLY;INTERVAL=2",
        "on weekdays": "WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "weekdays": "WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    },
    ordinals={"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1},
    clocks=(
        r"(?:(?:at|from|around|by|for|@) )?(?P<t>{h}(?:[:.]{m})? ?(?:am|pm|a\.m\.|p\.m\.))",
        r"(?:(?:at|from|around|by|for|@) )?(?P<t>{h}:{m})",
        r"(?:at|@) ?(?P<t>{h}(?: o'clock)?){stop}",
        r"at (?P<t>noon|midday|midnight)",
    ),
    oclock="o'clock",
    hours="hours|hour|hrs|hr|h",
    minutes="minutes|minute|mins|min",
    lengths={
        "an hour and a half": 90,
        "one and a half hours": 90,
        "half an hour": 30,
        "half hour": 30,
        "an hour": 60,
        "a quarter of an hour": 15,
        "quarter of an hour": 15,
        "one hour": 60,
        "two hours": 120,
        "three hours": 180,
    },
    lasting="for|about|approx|takes|est|est:|estimate:|~",
    not_lasting="in|within|every|each|after|before|last|next|other|than|until|by|under|over|sub",
    loose=words("on at by for from until till due in @"),
)

GERMAN = Language(
    code="de",
    evidence=(
        "der die das und mit fur zum zur beim bei nach vom von am im ins ein eine einen den dem des uhr bis jeden jede"
        " jedes alle morgen heute ubermorgen woche wochen tag tage std stunde stunden minuten anrufen kaufen schreiben"
        " lesen abholen putzen prufen machen besuchen wechseln waschen"
    ),
    letters="äöüß",
    weekdays=("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag|sonnabend", "sonntag"),
    short_weekdays=("mo", "di", "mi", "do", "fr", "sa", "so"),
    plural="s",
    months=(
        "januar|janner|jan",
        "februar|feb",
        "marz|mrz",
        "april|apr",
        "mai",
        "juni|jun",
        "juli|jul",
        "august|aug",
        "september|sept|sep",
        "oktober|okt",
        "november|nov",
        "dezember|dez",
    ),
    near={"heute": 0, "morgen": 1, "ubermorgen": 2, "uebermorgen": 2},
    numbers={
        "einem": 1,
        "einer": 1,
        "eine": 1,
        "einen": 1,
        "ein": 1,
        "zwei": 2,
        "drei": 3,
        "vier": 4,
        "funf": 5,
        "sechs": 6,
        "sieben": 7,
        "acht": 8,
        "neun": 9,
        "zehn": 10,
    },
    units=("tagen|tage|tag", "wochen|woche", "monaten|monate|monat", "jahren|jahre|jahr"),
    on="am|an|den|fur|zum|fur den",
    due=(
        "bis spatestens am|bis spatestens|bis zum|bis|spatestens bis zum|spatestens bis|spatestens am|spatestens"
        "|vor dem|vor|fallig am|fallig bis|fallig|frist:?|deadline:?"
    ),
    since="ab dem|ab|beginnend am|seit",
    to="bis zum|bis",
    between="vom|von|zwischen",
    parts=(
        "(?:am )?(?:fruhen |spaten )?(?:vormittag|nachmittag|mittag|abend|morgen)|(?:in der )?(?:fruh|nacht)|vormittags"
        "|nachmittags|mittags|abends|morgens|nachts"
    ),
    this_part="heute (?:fruh|morgen|vormittag|mittag|nachmittag|abend|nacht)",
    days=(
        (r"(?:diesen |diesem |kommenden |kommendem )?(?P<wd>{wd})", "weekday"),
        (r"(?P<wd>{wdfull})(?:abend|morgen|mittag|nachmittag|vormittag|nacht)", "weekday and part"),
        (r"(?:nachsten|nachstem|nachster) (?P<wd>{wd})", "next weekday"),
        (r"(?:(?:{wd})\.?,? (?:den |der )?)?(?P<d>{d})\.? ?(?P<month>{month})\.?(?: (?P<year>{year}))?", "date"),
        (r"(?:(?:{wd})\.?,? (?:den |der )?)?(?P<numeric>\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)?)", "numeric"),
        (r"(?P<wd>{wdfull}),? (?:den |der )?(?P<d>{d})\.", "weekday and number"),
        (r"in (?P<n>{n}) (?P<unit>{unit})", "ahead"),
        (r"ende (?P<month>{month})", "end of month named"),
        (r"(?:zum )?(?:monatsende|ende (?:des|dieses) monats)", "end of month"),
        (r"(?:ende (?:der|dieser) woche)", "end of week"),
        (r"(?:jahresende|ende (?:des|dieses) jahres)", "end of year"),
    ),
    spans=(
        (r"(?:in der )?(?:nachste|nachster|nachsten|kommende|kommender|kommenden) woche", "next week"),
        (r"diese(?:r)? woche", "this week"),
        (r"(?:im )?nachste(?:n|r)? monat", "next month"),
        (r"(?:an )?(?:diesem|dieses) wochenende", "weekend"),
    ),
    rules=(
        (r"(?:jeden (?:werktag|arbeitstag)|an werktagen|werktags|werktaglich)", "workdays"),
        (r"(?:jedes wochenende|am wochenende jeder woche)", "weekends"),
        (
            r"(?:jeden|am|an jedem) (?P<ordinal>{ordinal}) (?P<wd>{wd}) (?:im|des|jeden|jedes|eines) monat(?:s)?",
            "monthly weekday",
        ),
        (r"(?:am )?(?:monatsletzten|letzten tag (?:des|jeden|jedes|im) monat(?:s)?)", "month end"),
        (r"jeden monat (?:am|zum) (?P<d>{ds})", "monthly"),
        (r"(?:monatlich )(?:am|zum) (?P<d>{ds})", "monthly"),
        (r"(?:am|jeden|zum) (?P<d>{ds}) (?:jeden|jedes|des|im|eines jeden) monat(?:s)?", "monthly"),
        (r"(?:jedes jahr|jahrlich) (?:am )(?P<date>{date})", "yearly"),
        (r"jeden (?:zweiten|2\.) (?P<wd>{wd})", "fortnightly"),
        (r"jede[nrs]? (?:zweite[nrs]?|2\.) (?P<unit>{unit})", "other"),
        (r"alle (?P<n>{n}) (?P<unit>{unit})(?: am (?P<wds>{wds}))?", "each n"),
        (r"jede woche (?:am )?(?P<wds>{wds})", "weekly on"),
        (r"wochentlich (?:am )(?P<wds>{wds})", "weekly on"),
        (r"(?:jeden|immer am) (?P<wds>{wds})", "weekly on"),
        (r"(?:immer )?(?P<wds>{wdps})", "weekly on"),
        (r"jedes quartal|vierteljahrlich|quartalsweise", "quarterly"),
        (r"jede[nrs]? (?P<unit>{unit})", "each"),
    ),
    adverbs={
        "taglich": "DAILY",
        "wochentlich": "WEEKLY",
        "monatlich": "MONTHLY",
        "jahrlich": "YEARLY",
        "zweiwochentlich": "WEEKLY;INTERVAL=2",
    },
    ordinals={
        "ersten": 1,
        "1.": 1,
        "zweiten": 2,
        "2.": 2,
        "dritten": 3,
        "3.": 3,
        "vierten": 4,
        "4.": 4,
        "letzten": -1,
    },
    clocks=(
        r"(?:(?:um|ab|gegen|bis|so gegen) )?(?P<t>{h}(?:[:.]{m})? ?uhr(?: {m})?)",
        r"(?:(?:um|ab|gegen) )?(?P<t>{h}:{m})",
        r"um (?P<t>{h}){stop}",
    ),
    oclock="uhr|h",
    hours="stunden|stunde|std|h",
    minutes="minuten|minute|min",
    lengths={
        "anderthalb stunden": 90,
        "eineinhalb stunden": 90,
        "zweieinhalb stunden": 150,
        "eine halbe stunde": 30,
        "halbe stunde": 30,
        "1/2 stunde": 30,
        "eine viertelstunde": 15,
        "viertelstunde": 15,
        "eine dreiviertelstunde": 45,
        "dreiviertelstunde": 45,
        "eine stunde": 60,
        "zwei stunden": 120,
        "drei stunden": 180,
    },
    lasting="fur|ca|circa|etwa|dauer|dauer:|~",
    not_lasting="in|alle|jede|nach|vor|binnen|innerhalb|seit|bis|unter|uber|letzte|letzten|nachste|nachsten",
    loose=words("am um bis fur ab von vom zum an im"),
)

FRENCH = Language(
    code="fr",
    evidence=(
        "le la les un une du des de et avec pour chez au aux en sur dans tous toutes chaque demain aujourd hui semaine"
        " heure heures jour jours mois appeler acheter envoyer preparer lire payer faire ranger reserver rdv rendez"
        " vous relire ecrire ce cette avant ma mon mes qui doit"
    ),
    letters="àèêçœùûîâëï",
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    short_weekdays=("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
    plural="s?",
    months=(
        "janvier|janv",
        "fevrier|fevr|fev",
        "mars",
        "avril|avr",
        "mai",
        "juin",
        "juillet|juil",
        "aout",
        "septembre|sept",
        "octobre|oct",
        "novembre|nov",
        "decembre|dec",
    ),
    near={
        "aujourd'hui": 0,
        "auj": 0,
        "demain": 1,
        "apres-demain": 2,
        "apres demain": 2,
    },
    numbers={
        "un": 1,
        "une": 1,
        "deux": 2,
        "trois": 3,
        "quatre": 4,
        "cinq": 5,
        "six": 6,
        "sept": 7,
        "huit": 8,
        "neuf": 9,
        "dix": 10,
    },
    units=("jours?", "semaines?", "mois", "ans?|annees?"),
    on="le|ce|pour ce",
    due=(
        "d'ici au|d'ici le|d'ici a|d'ici|jusqu'au|jusqu'a|avant le|avant la|avant|pour le|pour la"
        "|pour|au plus tard le|au plus tard|echeance:?|date limite:?"
    ),
    since="a partir du|a partir de|a compter du|a compter de|des le|des",
    to="jusqu'au|au|a",
    between="du|de|entre le|entre",
    parts="(?:en fin de )?(?:matin|matinee|midi|apres-midi|apres midi|soir|soiree)|dans la nuit|a midi",
    this_part="ce (?:matin|soir|midi)|cet(?:te)? (?:apres-midi|apres midi|nuit)",
    days=(
        (r"(?P<wd>{wd})", "weekday"),
        (r"(?P<wd>{wd}) prochain", "next weekday"),
        (r"(?:(?:{wd})\.?,? (?:le )?)?(?P<d>{d}|1er) (?P<month>{month})\.?(?: (?P<year>{year}))?", "date"),
        (r"(?P<wd>{wdfull}) (?P<d>{d})", "weekday and number"),
        (r"dans (?P<n>{n}) (?P<unit>{unit})", "ahead"),
        (r"(?:la )?fin (?:du mois de |de |d')?(?P<month>{month})", "end of month named"),
        (r"(?:la )?fin (?:du|de ce) mois", "end of month"),
        (r"(?:la )?fin (?:de la|de) semaine", "end of week"),
        (r"(?:la )?fin (?:de l'|d')annee", "end of year"),
    ),
    spans=(
        (r"(?:la )?semaine prochaine", "next week"),
        (r"cette semaine", "this week"),
        (r"(?:le )?mois prochain", "next month"),
        (r"ce week-?end", "weekend"),
    ),
    rules=(
        (r"(?:tous les|chaque) jours? (?:ouvres?|ouvrables?)|en semaine", "workdays"),
        (r"(?:tous les|chaque) week-?ends?", "weekends"),
        (r"(?:chaque |le |tous les )(?P<ordinal>{ordinal}) (?P<wd>{wdp}) (?:du|de chaque) mois", "monthly weekday"),
        (r"(?:le )?dernier jour (?:du|de chaque) mois", "month end"),
        (r"(?:le |tous les )(?P<d>{ds}) (?:du|de chaque) mois", "monthly"),
        (r"(?:chaque mois|tous les mois),? le (?P<d>{ds})", "monthly"),
        (r"(?:chaque annee|tous les ans),? le (?P<date>{date})", "yearly"),
        (r"un (?P<wd>{wd}) sur deux|tous les (?:deux|2) (?P<wd2>{wdp})", "fortnightly"),
        (r"une? (?P<unit>{unit}) sur deux", "other"),
        (r"tou(?:te)?s les (?P<n>{n}) (?P<unit>{unit})(?: le (?P<wds>{wds}))?", "each n"),
        (r"(?:chaque semaine|toutes les semaines),? le (?P<wds>{wds})", "weekly on"),
        (r"(?:chaque|tous les|tous) (?P<wds>{wdps})", "weekly on"),
        (r"les (?P<wds>{wdps})", "weekly on"),
        (r"(?:chaque trimestre|tous les trimestres)", "quarterly"),
        (r"(?:chaque|tous les|toutes les) (?P<unit>{unit})", "each"),
    ),
    adverbs={
        "quotidiennement": "DAILY",
        "hebdomadairement": "WEEKLY",
        "mensuellement": "MONTHLY",
        "annuellement": "YEARLY",
    },
    ordinals={
        "premiers": 1,
        "premier": 1,
        "1er": 1,
        "deuxieme": 2,
        "troisieme": 3,
        "quatrieme": 4,
        "derniers": -1,
        "dernier": -1,
    },
    clocks=(
        r"(?:a|vers|des|avant|pour) (?P<t>{h} ?h(?: ?{m})?)",
        r"(?:a|vers|des) (?P<t>{h} heures?(?: {m})?)",
        r"(?:(?:a|vers|des) )?(?P<t>{h}:{m})",
        r"(?:a|vers) (?P<t>midi|minuit)",
    ),
    oclock="h|heures?",
    hours="heures|heure|h",
    minutes="minutes|minute|min|mn",
    lengths={
        "une heure et demie": 90,
        "une demi-heure": 30,
        "demi-heure": 30,
        "une demi heure": 30,
        "trois quarts d'heure": 45,
        "un quart d'heure": 15,
        "une heure": 60,
        "deux heures": 120,
        "trois heures": 180,
    },
    lasting="pendant|environ|duree|duree:|duree :|pour|~",
    not_lasting="dans|apres|avant|en|chaque|toutes les|tous les|a|vers|des|d'ici|il y a|sous|depuis",
    h_clock=True,
    loose=words("le a a de du pour vers des avant en au"),
)

SPANISH = Language(
    code="es",
    evidence=(
        "el la los las un una del de y con para por en al todos todas cada hoy manana semana hora horas dia dias mes"
        " llamar comprar enviar preparar leer pagar hacer limpiar reservar revisar estudiar escribir antes que mi"
        " cumple cita dentista"
    ),
    letters="ñ¿¡óúíá",
    weekdays=("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"),
    short_weekdays=("lun", "mar", "mie", "jue", "vie", "sab", "dom"),
    plural="s?",
    months=(
        "enero|ene",
        "febrero|feb",
        "marzo|mar",
        "abril|abr",
        "mayo|may",
        "junio|jun",
        "julio|jul",
        "agosto|ago",
        "septiembre|setiembre|sept|sep",
        "octubre|oct",
        "noviembre|nov",
        "diciembre|dic",
    ),
    near={"hoy": 0, "manana": 1, "pasado manana": 2},
    numbers={
        "un": 1,
        "una": 1,
        "dos": 2,
        "tres": 3,
        "cuatro": 4,
        "cinco": 5,
        "seis": 6,
        "siete": 7,
        "ocho": 8,
        "nueve": 9,
        "diez": 10,
    },
    units=("dias?", "semanas?", "meses|mes", "anos?"),
    on="el|para este|este",
    due=(
        "antes del|antes de|a mas tardar el|a mas tardar|para el|para la|para|hasta el|hasta|vence el|vence"
        "|fecha limite:?|entrega:?"
    ),
    since="a partir del|a partir de|desde el|desde|empezando el",
    to="hasta el|hasta|al|a",
    between="desde el|desde|del|de|entre el|entre",
    parts=(
        "por la (?:manana|tarde|noche)|de la (?:manana|tarde|noche)|a mediodia|al mediodia|(?:en la )?(?:noche)"
        "|temprano"
    ),
    this_part="esta (?:noche|tarde|manana)",
    days=(
        (r"(?:proximo |este )?(?P<wd>{wd})(?: que viene| proximo)?", "weekday"),
        (
            r"(?:(?:{wd})\.?,? )?(?P<d>{d}|1o|1ro)(?: de)? (?P<month>{month})\.?(?:,?(?: de| del)? (?P<year>{year}))?",
            "date",
        ),
        (r"(?P<wd>{wdfull}) (?P<d>{d})", "weekday and number"),
        (r"(?:en|dentro de) (?P<n>{n}) (?P<unit>{unit})", "ahead"),
        (r"(?:fin|fines|finales) de (?P<month>{month})", "end of month named"),
        (r"(?:fin|final|finales) de(?:l)? (?:este )?mes", "end of month"),
        (r"(?:fin|final) de (?:la |esta )?semana(?= laboral)", "end of week"),
        (r"(?:fin|final|finales) de(?:l)? (?:este )?ano", "end of year"),
    ),
    spans=(
        (r"(?:la )?(?:semana que viene|proxima semana|semana proxima)", "next week"),
        (r"esta semana", "this week"),
        (r"(?:el )?(?:mes que viene|proximo mes|mes proximo)", "next month"),
        (r"este fin de semana", "weekend"),
    ),
    rules=(
        (
            r"(?:cada dia laborable|todos los dias laborables|entre semana|de lunes a viernes todas las semanas)",
            "workdays",
        ),
        (r"(?:cada fin de semana|todos los fines de semana|los fines de semana)", "weekends"),
        (r"(?:el|cada) (?P<ordinal>{ordinal}) (?P<wd>{wd}) de(?:l| cada) mes", "monthly weekday"),
        (r"(?:el )?ultimo dia de(?:l| cada) mes", "month end"),
        (r"(?:el )?(?:dia )?(?P<d>{ds}) de(?:l| cada) mes", "monthly"),
        (r"(?:cada mes|todos los meses),? el (?:dia )?(?P<d>{ds})", "monthly"),
        (r"(?:cada ano|todos los anos),? el (?P<date>{date})", "yearly"),
        (r"un (?P<wd>{wd}) si y (?:otro|uno) no|cada (?:dos|2) (?P<wd2>{wdp})", "fortnightly"),
        (r"(?:cada|todas? las|todos? los) (?P<n>{n}) (?P<unit>{unit})(?: el (?P<wds>{wds}))?", "each n"),
        (r"(?:cada semana|todas las semanas),? (?:el|los) (?P<wds>{wdps})", "weekly on"),
        (r"(?:cada|todos los) (?P<wds>{wdps})", "weekly on"),
        (r"los (?P<wds>{wdps})", "weekly on"),
        (r"cada trimestre|todos los trimestres", "quarterly"),
        (r"(?:cada|todos los|todas las) (?P<unit>{unit})", "each"),
    ),
    adverbs={
        "diariamente": "DAILY",
        "a diario": "DAILY",
        "semanalmente": "WEEKLY",
        "mensualmente": "MONTHLY",
        "anualmente": "YEARLY",
    },
    ordinals={
        "primer": 1,
        "primero": 1,
        "segundo": 2,
        "tercer": 3,
        "tercero": 3,
        "cuarto": 4,
        "ultimo": -1,
    },
    clocks=(
        r"(?:a|hacia|sobre|desde) las? (?P<t>{h}(?:[:.]{m})? ?(?:h|horas?)?(?: de la (?:manana|tarde|noche))?){stop}",
        r"(?:a |hacia |desde )?las? (?P<t>{h}:{m}(?: ?h)?)",
        r"(?P<t>{h}:{m}(?: ?h)?)",
        r"a(?:l)? (?P<t>mediodia|medianoche)",
    ),
    oclock="h|horas?",
    hours="horas|hora|h",
    minutes="minutos|minuto|mins|min",
    lengths={
        "una hora y media": 90,
        "hora y media": 90,
        "media hora": 30,
        "un cuarto de hora": 15,
        "tres cuartos de hora": 45,
        "una hora": 60,
        "dos horas": 120,
        "tres horas": 180,
    },
    lasting="durante|unos|unas|aprox|duracion|duracion:|~",
    not_lasting="en|dentro de|cada|hace|despues de|antes de|tras|a las|a la|todas las|en menos de",
    h_clock=True,
    loose=words("el a las la de del para hasta por en desde al"),
)

LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH)
