"""Full disks: the old tree stays live, one line says where, nothing that watches needs room, and room heals it."""

import pytest

from tests.faults import disks, shim

pytestmark = [
    pytest.mark.skipif(bool(shim.absent()), reason=shim.absent()),
    pytest.mark.skipif(bool(disks.absent()), reason=disks.absent()),
]


@pytest.mark.parametrize(
    ("kind", "where", "scene", "every"),
    [
        ("size", "both", "first", 37),
        ("size", "both", "incremental", 31),
        ("size", "store", "incremental", 29),
        ("size", "tree", "first", 14),
        ("inodes", "both", "first", 17),
    ],
)
def test_a_disk_that_is_full_leaves_the_old_tree_live(kind, where, scene, every):
    assert shim.under("tests.faults.disks", kind, where, scene, "--every", every)["points"] >= 3
