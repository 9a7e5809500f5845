from cmp_search.readers.pdf.levels import Look, stated_levels

LARGE, MIDDLE, SMALL = (16.0, True), (13.0, True), (10.0, True)


def test_sizes_are_levels_without_an_outline() -> None:
    looks = [Look(MIDDLE, 0), Look(LARGE, 0), Look(SMALL, 0), Look(MIDDLE, 0)]
    assert stated_levels(looks) == [2, 1, 3, 2]


def test_one_type_alone_states_nothing() -> None:
    assert stated_levels([Look(LARGE, 0), Look(LARGE, 0)]) == [0, 0]


def test_types_that_the_outline_does_not_name_are_below_larger_ones() -> None:
    looks = [Look(LARGE, 1), Look(MIDDLE, 0), Look(LARGE, 0), Look(SMALL, 0), Look(SMALL, 2)]
    assert stated_levels(looks) == [1, 2, 1, 2, 2]
