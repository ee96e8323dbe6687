"""Under which licences a site may put its articles: the public licences of Creative Commons."""

# The setting's value → the licence's short name and the address of its deed; both empty where all
# rights are reserved.
LICENCES: dict[str, tuple[str, str]] = {
    "all-rights-reserved": ("", ""),
    "cc0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    **{
        f"cc-{kind}-4.0": (
            f"CC {kind.upper()} 4.0",
            f"https://creativecommons.org/licenses/{kind}/4.0/",
        )
        for kind in ("by", "by-sa", "by-nc", "by-nc-sa", "by-nd", "by-nc-nd")
    },
}
