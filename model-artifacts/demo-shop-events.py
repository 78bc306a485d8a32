#!/usr/bin/env python3
"""Lets half of the simulated shoppers look at the products of the demo's shop, which shop-items/1 learns from.

usage: demo-shop-events.py events.jsonl > shop.jsonl     (events.jsonl is written by './intentstream simulate')
"""
import json
import sys

# Category, product, brand and price in minor units, as streams-app/src/main/resources/shop/catalogue.js has them.
PRODUCTS = {
    "fashion.shoes": [("shoes-trail", "fjell", 11900), ("shoes-canvas", "riva", 4990), ("shoes-boot", "tundra", 15900)],
    "electronics.headphones": [
        ("headphones-over-ear", "kestrel", 22900),
        ("headphones-sport", "lumen", 7900),
        ("headphones-travel", "kestrel", 12900),
    ],
    "home.kitchen": [("kitchen-pan", "granit", 6400), ("kitchen-kettle", "isola", 5450), ("kitchen-knife", "quarz", 8900)],
    "books.novel": [("novel-harbour", "harbour", 1490), ("novel-letters", "juniper", 1250), ("novel-rain", "harbour", 1800)],
}


def number(name):
    """The number in 'shopper-7' or 'item-7'."""
    return int(name.split("-")[1])


def sell(item):
    """Puts a product of the demo's shop in the place of one of the same category."""
    products = PRODUCTS.get(item.get("categoryId"))
    if products and item.get("itemId"):
        item["itemId"], item["brand"], item["priceMinor"] = products[number(item["itemId"]) % len(products)]


with open(sys.argv[1], encoding="utf-8") as events:
    for line in events:
        event = json.loads(line)
        if number(event["userId"]) % 2 == 0:
            sell(event)
            for item in event["items"]:
                sell(item)
        print(json.dumps(event))
