"""Owns whether an article is in a language that lexicons are made for."""

from __future__ import annotations

import re
from collections.abc import Collection

_LANGUAGES = {
    "en": "eng, english, englisch, anglais, inglés, inglese, engels, inglês, 英文",
    "de": "deu, ger, german, deutsch, allemand, alemán, tedesco, duits, alemão, 德文",
    "fr": "fra, fre, french, französisch, français, francés, francese, frans, francês, 法文",
    "es": "spa, spanish, spanisch, espagnol, español, castellano, spagnolo, spaans, espanhol,"
    " 西班牙文",
    "nl": "nld, dut, dutch, niederländisch, néerlandais, neerlandés, olandese, nederlands,"
    " holandês",
    "it": "ita, italian, italienisch, italien, italiano, italiaans",
    "pt": "por, portuguese, portugiesisch, portugais, portugués, portoghese, portugees, português",
    "ru": "rus, russian, russisch, russe, ruso, russo, русский, 俄文",
    "zh": "zho, chi, chinese, chinesisch, chinois, chino, cinese, chinees, chinês, 中文",
    "ja": "jpn, japanese, japanisch, japonais, japonés, giapponese, japans, 日文, 日本語",
    "ar": "ara, arabic, arabisch, arabe, árabe, arabo, العربية",
    "sv": "swe, swedish, schwedisch, suédois, sueco, zweeds, svenska",
    "da": "dan, danish, dänisch, danois, danés, deens, dansk",
    "no": "nor, norwegian, norwegisch, norvégien, noruego, noors, norsk",
    "pl": "pol, polish, polnisch, polonais, polaco, pools, polski",
    "tr": "tur, turkish, türkisch, turc, turco, turks, türkçe",
}
_CODES = {name.strip(): code for code, names in _LANGUAGES.items() for name in names.split(",")}
_UNSPACED = {"zh", "ja", "th", "lo", "km", "my"}
"""Languages that are written without spaces between words, whose rates are per character."""


def language(code: str) -> str:
    """The language of a code such as `en-GB`, `en_GB` or `eng`, or of a name such as “English”."""
    return language_code(code) or re.split("[-_]", code.strip().lower())[0]


def language_code(name: str) -> str:
    """The code of a language whose name is given in one of many; empty for none that is known."""
    codes = (_CODES.get(each.strip().casefold()) for each in re.split(r"[;,/]", name))
    return next(filter(None, codes), "")


def is_foreign(said: str, unit: str, languages: Collection[str]) -> bool:
    """Whether an article is said to be, or plainly is, in none of the languages of lexicons.

    A lexicon of no stated language may be for any; `unit` is `words` or `characters`.
    """
    known = {language(each) for each in languages}
    if known & {"", "und"}:
        return False
    if said:
        return language(said) not in known
    return unit == "characters" and not known & _UNSPACED
