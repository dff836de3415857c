"""The keys under which the reference's names are indexed are those under which typed names are looked for."""

from kim.reference.regions import Regions, bare, key_of, loose_key


def test_every_village_and_district_is_found_by_its_keys() -> None:
    regions = Regions.load()
    for level, names in (("village", regions.villages), ("district", regions.districts)):
        index = regions.names_in(level, "")
        for code, name in names.items():
            assert code in index.exact[key_of(name)]
            assert code in index.loose[loose_key(name)]
            assert code in index.loose[loose_key(bare(name))]
