"""
The words for numbers in the three languages, in every gender and case, spelled as `letters.fold` leaves them.

`CARDINALS` are numbers and nothing else, `SCALES` multiply what stands before them, `LOOSE` may mean a number: they
answer for one and never ask for one (the second is also a second, *once* is eleven in Spanish and one time in English).
One to ten come from `cms.languages.number_words`.
"""

from cms.languages.number_words import NUMBERS
from cms.translation.checks.letters import fold

Words = dict[str, int]


def _words(table: dict[int, str]) -> Words:
    return {fold(form): number for number, forms in table.items() for form in forms.split()}


def _one_to_ten(language: str) -> Words:
    return {fold(word): number for word, number in NUMBERS[language].items()}


CARDINALS: dict[str, Words] = {
    "en": _one_to_ten("en")
    | _words(
        {
            0: "zero",
            11: "eleven",
            12: "twelve",
            13: "thirteen",
            14: "fourteen",
            15: "fifteen",
            16: "sixteen",
            17: "seventeen",
            18: "eighteen",
            19: "nineteen",
            20: "twenty",
            30: "thirty",
            40: "forty",
            50: "fifty",
            60: "sixty",
            70: "seventy",
            80: "eighty",
            90: "ninety",
        }
    ),
    "es": _one_to_ten("es")
    | _words(
        {
            0: "cero",
            11: "once",
            12: "doce",
            13: "trece",
            14: "catorce",
            15: "quince",
            16: "dieciséis",
            17: "diecisiete",
            18: "dieciocho",
            19: "diecinueve",
            20: "veinte",
            21: "veintiuno veintiuna veintiún",
            22: "veintidós",
            23: "veintitrés",
            24: "veinticuatro",
            25: "veinticinco",
            26: "veintiséis",
            27: "veintisiete",
            28: "veintiocho",
            29: "veintinueve",
            30: "treinta",
            40: "cuarenta",
            50: "cincuenta",
            60: "sesenta",
            70: "setenta",
            80: "ochenta",
            90: "noventa",
            100: "cien ciento",
            200: "doscientos doscientas",
            300: "trescientos trescientas",
            400: "cuatrocientos cuatrocientas",
            500: "quinientos quinientas",
            600: "seiscientos seiscientas",
            700: "setecientos setecientas",
            800: "ochocientos ochocientas",
            900: "novecientos novecientas",
        }
    ),
    "ar": _one_to_ten("ar")
    | _words(
        {
            0: "صفر",
            1: "أحد إحدى",
            2: "اثنا اثني اثنتا اثنتي",
            20: "عشرون عشرين",
            30: "ثلاثون ثلاثين",
            40: "أربعون أربعين",
            50: "خمسون خمسين",
            60: "ستون ستين",
            70: "سبعون سبعين",
            80: "ثمانون ثمانين",
            90: "تسعون تسعين",
            100: "مئة مائة",
            200: "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي",
            300: "ثلاثمئة ثلاثمائة",
            400: "أربعمئة أربعمائة",
            500: "خمسمئة خمسمائة",
            600: "ستمئة ستمائة",
            700: "سبعمئة سبعمائة",
            800: "ثمانمئة ثمانمائة ثمانيمئة",
            900: "تسعمئة تسعمائة",
        }
    ),
}

# A dozen multiplies too: two dozen are 24. A billion is a thousand million, the Spanish billón a million million.
SCALES: dict[str, Words] = {
    "en": _words(
        {12: "dozen", 100: "hundred", 1000: "thousand", 10**6: "million", 10**9: "billion", 10**12: "trillion"}
    ),
    "es": _words({12: "docena docenas", 1000: "mil", 10**6: "millón millones", 10**12: "billón billones"}),
    "ar": _words(
        {
            1000: "ألف آلاف",
            10**6: "مليون ملايين",
            10**9: "مليار مليارات بليون بلايين",
            10**12: "تريليون تريليونات",
        }
    ),
}
# A scale that is a number without another one before it, and twice a scale.
SCALES_ALONE: dict[str, set[str]] = {"en": set(), "es": {"mil"}, "ar": set()}
TWICE_A_SCALE: dict[str, Words] = {
    "en": {},
    "es": {},
    "ar": _words({2000: "ألفان ألفين ألفا ألفي", 2 * 10**6: "مليونان مليونين", 2 * 10**9: "ملياران مليارين"}),
}

_ARABIC_ORDINALS = {
    1: "أول أولى",
    2: "ثاني ثان",
    3: "ثالث",
    4: "رابع",
    5: "خامس",
    6: "سادس",
    7: "سابع",
    8: "ثامن",
    9: "تاسع",
    10: "عاشر",
    11: "حادي",
}
ARABIC_ENDINGS = ("", "ه", "ها", "هم", "هما")
ORDINALS: dict[str, Words] = {
    "en": _words(
        {
            1: "first firstly",
            2: "second secondly",
            3: "third thirdly",
            4: "fourth",
            5: "fifth",
            6: "sixth",
            7: "seventh",
            8: "eighth",
            9: "ninth",
            10: "tenth",
            11: "eleventh",
            12: "twelfth",
            13: "thirteenth",
            14: "fourteenth",
            15: "fifteenth",
            16: "sixteenth",
            17: "seventeenth",
            18: "eighteenth",
            19: "nineteenth",
            20: "twentieth",
            30: "thirtieth",
            40: "fortieth",
            50: "fiftieth",
            60: "sixtieth",
            70: "seventieth",
            80: "eightieth",
            90: "ninetieth",
            100: "hundredth",
        }
    ),
    "es": {
        stem + ending: number
        for number, stems in {
            1: "primer",
            2: "segund",
            3: "tercer",
            4: "cuart",
            5: "quint",
            6: "sext",
            7: "septim setim",
            8: "octav",
            9: "noven",
            10: "decim",
            11: "undecim decimoprimer",
            12: "duodecim decimosegund",
            13: "decimotercer",
            14: "decimocuart",
            15: "decimoquint",
            16: "decimosext",
            17: "decimoseptim",
            18: "decimoctav",
            19: "decimonoven",
            20: "vigesim",
            30: "trigesim",
            40: "cuadragesim",
            50: "quincuagesim",
            60: "sexagesim",
            70: "septuagesim",
            80: "octogesim",
            90: "nonagesim",
            100: "centesim",
        }.items()
        for stem in stems.split()
        for ending in ("", "o", "a", "os", "as")
    },
    "ar": {
        fold(form) + ending: number
        for number, forms in _ARABIC_ORDINALS.items()
        for form in forms.split()
        for ending in ARABIC_ENDINGS
    },
}

LOOSE: dict[str, Words] = {
    "en": _words(
        {
            1: "once single only alone sole",
            2: "twice both pair pairs couple double half halves",
            3: "triple thirds trio",
            4: "quarter quarters fourths",
            5: "fifths",
            6: "sixths",
            8: "eighths",
            10: "decade decades tenths",
            12: "dozens",
            100: "century centuries hundreds",
            1000: "thousands",
            10**6: "millions",
            10**9: "billions",
        }
    ),
    "es": _words(
        {
            1: "único única solo sola",
            2: "ambos ambas par pares doble dúo medio media mitad",
            3: "triple trío tercio tercios",
            4: "cuádruple",
            10: "decena decenas década décadas",
            15: "quincena",
            100: "centenar centenares cientos siglo siglos",
            1000: "millar millares miles",
        }
    ),
    "ar": _words(
        {
            1: "وحيد وحيدة منفرد مرة",
            2: "كلا كلتا كلاهما كلتاهما زوج زوجان معا نصف",
            3: "ثلث",
            4: "ربع أرباع",
            5: "أخماس",
            10: "عقد عقود عشرات",
            12: "دزينة",
            100: "قرن قرون مئات",
        }
    ),
}
