import type { NewProduct } from './domain/product.ts'

/** Code, name, what it is, price in cents. Each comes in every finish. */
const articles: readonly (readonly [string, string, string, number])[] = [
  ['LAMP', 'Desk lamp', 'LED lamp with a jointed arm, three steps of brightness and a warm tone.', 4990],
  ['FLOOR', 'Floor lamp', 'Uplight for reading corners; dimmer on the cord.', 12900],
  ['PEND', 'Pendant lamp', 'Spun shade, 32 cm, with two metres of textile cord.', 8900],
  ['CHAIR', 'Swivel chair', 'Height and tilt adjustable, breathing mesh back, soft castors.', 24900],
  ['STOOL', 'Stool', 'Solid beech seat on a steel frame; stacks six high.', 5900],
  ['BENCH', 'Bench', 'For two, 110 cm, for the hall or the long side of a table.', 15900],
  ['DESK', 'Standing desk', 'Electric, 62 to 128 cm, top 160 × 80 cm, four memories.', 49900],
  ['TABLE', 'Dining table', 'Oiled top, 200 × 90 cm, seats eight.', 89900],
  ['SIDE', 'Side table', 'Round, 45 cm, with a tray that lifts off.', 7900],
  ['SHELF', 'Wall shelf', 'Three boards, 80 cm, mountings included, carries 25 kg.', 6900],
  ['RACK', 'Storage rack', 'Five levels, 180 cm, put together without tools.', 11900],
  ['CAB', 'Filing cabinet', 'Three drawers on castors, the lowest for hanging files.', 18900],
  ['BOX', 'Storage box', 'With a lid, 40 litres, folds flat.', 1490],
  ['CRATE', 'Crate', 'Slatted, 30 litres, stacks and nests.', 1990],
  ['BASK', 'Basket', 'Woven felt with leather handles, 24 litres.', 2990],
  ['MIRR', 'Wall mirror', 'Round, 60 cm, bevelled edge.', 9900],
  ['CLOCK', 'Wall clock', 'Silent movement, 30 cm, one AA cell.', 3990],
  ['COAT', 'Coat stand', 'Eight hooks, weighted foot, 175 cm.', 7490],
  ['HOOK', 'Row of hooks', 'Five hooks on a 60 cm rail, screws included.', 2490],
  ['MAT', 'Door mat', 'Coir on natural rubber, 60 × 40 cm.', 1990],
  ['RUG', 'Rug', 'Flat-woven wool, 200 × 140 cm, two-sided.', 17900],
  ['CUSH', 'Cushion', 'Linen cover, 50 × 50 cm, with a feather filling.', 3490],
  ['THROW', 'Throw', 'Lambswool, 180 × 130 cm, fringed.', 6490],
  ['CURT', 'Curtain', 'Pair, 140 × 250 cm each, blackout lining.', 8490],
  ['VASE', 'Vase', 'Stoneware, 28 cm, glazed inside.', 3290],
  ['POT', 'Plant pot', 'With a saucer, 19 cm.', 1690],
  ['MUG', 'Mug', 'Porcelain, 350 ml, safe in the dishwasher.', 1190],
  ['PLATE', 'Dinner plate', 'Stoneware, 27 cm.', 1590],
  ['BOWL', 'Bowl', 'Stoneware, 15 cm, for soup and cereals.', 1290],
  ['GLASS', 'Tumbler', 'Pressed glass, 300 ml, set of four.', 1890],
  ['CARAF', 'Carafe', 'Borosilicate glass, one litre, cork stopper.', 2790],
  ['KETTL', 'Kettle', 'Electric, 1.2 litres, gooseneck, keeps its temperature.', 7990],
  ['PRESS', 'Coffee press', 'One litre, double wall, steel filter.', 4490],
  ['GRIND', 'Coffee grinder', 'By hand, ceramic burrs, 18 settings.', 5490],
  ['KNIFE', 'Chef’s knife', 'Forged, 20 cm blade, full tang.', 9490],
  ['BOARD', 'Chopping board', 'End grain, 45 × 30 cm, juice groove.', 6290],
  ['PAN', 'Frying pan', 'Carbon steel, 28 cm, for every hob.', 5990],
  ['CASS', 'Casserole', 'Cast iron, 4.7 litres, enamelled inside.', 15900],
  ['APRON', 'Apron', 'Washed cotton, crossed straps, two pockets.', 3590],
  ['TOWEL', 'Tea towels', 'Half linen, 70 × 50 cm, set of three.', 2190],
]

const finishes = [
  ['01', 'black', 0],
  ['02', 'white', 0],
  ['03', 'oak', 1200],
  ['04', 'sage', 300],
  ['05', 'terracotta', 300],
] as const

/** 200 of them, always the same. A few have run out and a few are not for sale, as in any catalogue. */
export function demoProducts(): NewProduct[] {
  return articles.flatMap(([code, name, description, cents], row) =>
    finishes.map(([number, finish, extra], column): NewProduct => {
      const at = row * finishes.length + column
      return {
        sku: `${code}-${number}`,
        name: `${name}, ${finish}`,
        description,
        price: { amount: cents + extra, currency: 'EUR' },
        stock: at % 23 === 11 ? 0 : 12 + ((at * 37) % 240),
        status: at % 41 === 17 ? 'inactive' : 'active',
      }
    }),
  )
}
