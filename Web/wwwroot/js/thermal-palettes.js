// Palettes, cold to warm: entry (two hex digits) and colour, straight between. The same stops as the product's own tables.
const stops = {
  ironbow: '00001016 0d010457 1724007c 1f3c008f 327000a8 3f9000a9 54b91394 6ede3561 8cfa6722 a1ff8b01 c6ffca01 d1ffd914 dafee62e e5fdf15b f3f8fda7 fff1fffc',
  inferno: '00000000 110c072f 22250a4d 37480e63 4e6e166c 5e871e6a 6ea02862 94d54a38 b6f57913 c2fa8f0e cdfba512 daf8c021 e7f5db41 f3f3f16d fffaffa8',
  'white hot': '00000000 ffffffff',
  'black hot': '00ffffff ff000000',
  rainbow: '0001034a 0800034f 0c00075a 0f000f60 1100206f 18003187 1e00358f 20003d9d 280047ac 31005acd 410071e2 4a0282d7 4f0489c1 510890a8 570b9495 580f9784 590f9783 5a179c73 5e28a25a 6040ab3c 6860b81c 696dbc14 7194c903 81d5d700 89e8d402 8febd303 9efcba0b afff871c b1ff7121 beff3334 c0ff213a cffb184d d9fb3f63 ddfd5c6b e1fe6571 eaff8f87 efffa795 f1ffbba2 f8ffd7b9 ffffe6cc',
  arctic: '00000198 1a0103ff 280149ff 4a2ef6fc 563ce8e8 6655b7b9 7d5f6e6e 82686463 b3f16304 b9ff6400 ddffd700 e2ffdf16 e6ffe338 efffea6d f9fff4b5 fffff9d0',
};

export const names = Object.keys(stops);

/** 256 colours as little-endian RGBA words, for ImageData. */
export function colours(name) {
  const parsed = stops[name].split(' ').map(s => [0, 2, 4, 6].map(i => parseInt(s.slice(i, i + 2), 16)));
  const table = new Uint32Array(256);
  for (let k = 0; k + 1 < parsed.length; k++) {
    const [a, ...from] = parsed[k], [b, ...to] = parsed[k + 1];
    for (let i = a; i <= b; i++) {
      const [r, g, bl] = from.map((v, c) => Math.round(v + (i - a) * (to[c] - v) / (b - a)));
      table[i] = (255 << 24 | bl << 16 | g << 8 | r) >>> 0;
    }
  }
  return table;
}
