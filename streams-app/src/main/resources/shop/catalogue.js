// What the shop sells: a dozen products in four categories.

export const CURRENCY = "EUR";

/** Categories by id. */
export const CATEGORIES = {
  "fashion.shoes": "Shoes",
  "electronics.headphones": "Headphones",
  "home.kitchen": "Kitchen",
  "books.novel": "Novels",
};

/** Products; prices are in euros. The id is also the name of the picture. */
export const PRODUCTS = [
  product("shoes-trail", "fashion.shoes", "fjell", "Trail runner", 119.0, "Grips wet rock, forgives muddy shortcuts."),
  product("shoes-canvas", "fashion.shoes", "riva", "Canvas sneaker", 49.9, "Goes with everything that you own."),
  product("shoes-boot", "fashion.shoes", "tundra", "Winter boot", 159.0, "Warm at minus twenty, dry in slush."),
  product("headphones-over-ear", "electronics.headphones", "kestrel", "Over-ear headphones", 229.0, "Forty hours of music, and quiet around it."),
  product("headphones-sport", "electronics.headphones", "lumen", "Sport earbuds", 79.0, "Stay where they are, also uphill."),
  product("headphones-travel", "electronics.headphones", "kestrel", "Travel earbuds", 129.0, "With a case that charges them twice."),
  product("kitchen-pan", "home.kitchen", "granit", "Cast-iron pan", 64.0, "Heavier than you think, older than you one day."),
  product("kitchen-kettle", "home.kitchen", "isola", "Pour-over kettle", 54.5, "A steady hand, built in."),
  product("kitchen-knife", "home.kitchen", "quarz", "Chef's knife", 89.0, "Holds its edge for a season of onions."),
  product("novel-harbour", "books.novel", "harbour", "The Salt Harbour", 14.9, "A lighthouse keeper finds her own name in the log."),
  product("novel-letters", "books.novel", "juniper", "Letters Without Stamps", 12.5, "Two neighbours who only ever write."),
  product("novel-rain", "books.novel", "harbour", "A Short History of Rain", 18.0, "It rains on every page, and one does not mind."),
];

function product(id, category, brand, name, price, text) {
  return { id, category, brand, name, price, text };
}

export const productOf = (id) => PRODUCTS.find((one) => one.id === id);

/** The products whose name, category or brand contains every word. */
export function found(query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return PRODUCTS.filter((one) => {
    const text = `${one.name} ${CATEGORIES[one.category]} ${one.brand} ${one.text}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

const money = new Intl.NumberFormat("en", { style: "currency", currency: CURRENCY });

export const euros = (amount) => money.format(amount);
