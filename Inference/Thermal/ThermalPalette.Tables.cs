namespace ThermalPortal.Inference.Thermal;

// Cameras' tables were read from palette records of sample files and thinned to straight pieces (largest error 6 levels of 255); the scientific
// ones come from published polynomial fits. "Video" variants keep the 16..235 range some cameras write into their pictures.
public sealed partial class ThermalPalette
{
    /// <summary>Dark is cold, bright is warm.</summary>
    public static ThermalPalette Grey { get; } = new("grey", "00000000 ffffffff");

    /// <summary>Black, violet, orange, yellow, white: the usual palette of thermal cameras ("ironbow").</summary>
    public static ThermalPalette Iron { get; } = new("iron",
        "00001016 0d010457 1724007c 1f3c008f 327000a8 3f9000a9 54b91394 6ede3561 8cfa6722 a1ff8b01 c6ffca01 d1ffd914 dafee62e e5fdf15b f3f8fda7 fff1fffc");

    /// <summary>Palettes that coloured pictures are compared with.</summary>
    public static IReadOnlyList<ThermalPalette> Known { get; } =
    [
        Iron,
        new("iron video",
            "00001f25 07001845 101d1167 1b3c0b85 26560997 387f0da3 51ab1e94 6ccf3b69 8ae76633 a2f18a11 b2f3a208 bdf4b10a cdf2c71c dfefda49 " +
            "eee9e688 f7e4ecba ffe1efef"),
        new("rainbow",
            "0001034a 0800034f 0c00075a 0f000f60 1100206f 18003187 1e00358f 20003d9d 280047ac 31005acd 410071e2 4a0282d7 4f0489c1 510890a8 " +
            "570b9495 580f9784 590f9783 5a179c73 5e28a25a 6040ab3c 6860b81c 696dbc14 7194c903 81d5d700 89e8d402 8febd303 9efcba0b afff871c " +
            "b1ff7121 beff3334 c0ff213a cffb184d d9fb3f63 ddfd5c6b e1fe6571 eaff8f87 efffa795 f1ffbba2 f8ffd7b9 ffffe6cc"),
        new("rainbow video",
            "00111350 0c0f165e 110f2b6f 18103a84 1e0f3e8a 20104496 280f4da4 310e5dc0 410f71d2 4a1180c8 4f1486b6 51168ba0 571a8f90 581d9281 " +
            "5a249673 5e339b5e 6047a343 6862ae28 696eb222 76a2c10e 81c7c90e 8fdac512 9ee8b01a afed8428 b1ee712c beec3b3c c0eb2c42 cfe82452 " +
            "eaec8b84 efeda090 f1ecb19b ffecd6bf"),
        new("rainbow high contrast", "00000000 1fe900e9 3e00029d 5d00e5e4 7c045200 9de5e600 bd7e0500 dedb2f2f fffcf8f7"),
        new("rainbow high contrast video", "00101010 1fd80ed9 3e101196 5d0cd5d4 7c13570f 9dd4d507 be7a100f decc3839 ffe9e5e4"),
        new("arctic",
            "00000198 1a0103ff 280149ff 4a2ef6fc 563ce8e8 6655b7b9 7d5f6e6e 82686463 b3f16304 b9ff6400 ddffd700 e2ffdf16 e6ffe338 efffea6d " +
            "f9fff4b5 fffff9d0"),
        new("arctic video", "00101092 1a1013f0 270f4bee 4a38e4e8 5643d7d8 6659adaf 82696665 b9ed660d dcecc60c e2ebcf23 e6ecd340 faece2b1 ffece6c2"),
        new("inferno",
            "00000000 110c072f 22250a4d 37480e63 4e6e166c 5e871e6a 6ea02862 94d54a38 b6f57913 c2fa8f0e cdfba512 daf8c021 e7f5db41 f3f3f16d " +
            "fffaffa8"),
        new("magma", "00000000 100a0826 27280f57 37411370 4659187f 54701d86 63892486 88c53c71 a4e95a61 bafb7b61 c8ff9568 d6ffb177 effae49f fffef9ba"),
        new("plasma", "000f068b 235100a6 3e7c04ab 5ba41c9c 8cd85670 aff18051 cffeab36 ecfcda23 ffeef726"),
        new("viridis", "00470155 1e472a79 3b3f4d8b 79208a8c 8b1f9b89 9b27aa83 ae3bba75 c05bc960 d184d446 ebcde120 f6e9e41b fffce721"),
        new("turbo",
            "0023171b 0433204a 09402c7b 124a44bb 1c485fe5 273d7df8 2f3393f8 382aaaee 4425c6d7 4f29dcbd 6143f48f 7576fe62 829ef94c 8fc5eb3b " +
            "9eebd22e abffb526 c6fe6d1a d3e64a13 e7b41d07 f5960d00 ff900d00"),
        new("jet", "00000080 200000ff 6001fffe a0fffc00 dfff0000 ff800000"),
        new("hot", "00000000 60ff0100 bffffe00 ffffffff"),
    ];
}
