"""Names of patients in ten scripts, and more that folk type: as typed, as printed, as searched."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """printed: what stands on paper. searched: ways to type it that must find it."""

    typed: str
    printed: str
    searched: tuple[str, ...]


NAMES = (
    Name("홍 길동", "홍 길동", ("홍길동", "홍 길동", "길동")),
    Name("김민지", "김민지", ("김 민지", "민지", "김민지")),
    Name("Nguyễn Thị Đào", "Nguyễn Thị Đào", ("nguyen", "NGUYỄN THỊ", "dao", "nguyenthidao")),
    Name("Łucja Żółć-Ærø", "Łucja Żółć-Ærø", ("lucja", "zolc", "aero", "ŁUCJA")),
    Name("Işıl Çağrı Strauß", "Işıl Çağrı Strauß", ("isil", "cagri", "strauss", "ISIL", "IŞIL")),
    Name("Юлия Щёлокова", "Юлия Щёлокова", ("юлия", "щелокова", "ЩЁЛОКОВА")),
    Name("Ελένη Παπαδοπούλου", "Ελένη Παπαδοπούλου", ("ελενη", "ΠΑΠΑΔΟΠΟΥΛΟΥ")),
    Name("王小明", "Wang Xiao Ming", ("王", "小明", "王小明", "王 小明")),
    Name("洪吉童", "Hong Ji Tong", ("洪", "吉童", "洪 吉童")),
    Name("田中 さくら", "Tian Zhong さくら", ("田中さくら", "さくら", "田中")),
    Name("สมชาย ใจดี", "smchay aichdi", ("สมชาย", "ใจดี")),
    Name("محمد علي", "mhmd `ly", ("محمد", "علي")),
    Name("अनिता शर्मा", "anita srma", ("अनिता", "शर्मा")),
    Name("Kim 😀", "Kim :grinning:", ("kim",)),
)
