package io.intentstream.core.state;

import java.util.Arrays;

/**
 * Numbers texts from 0 in the order of their first appearance. An open-addressing hash table that is cleared and filled again
 * for every state: it allocates nothing, and identical objects are not compared by content.
 */
final class StringTable {
    private String[] texts;
    private int[] numbers;
    /** The slot of each number's text. */
    private int[] places;

    private int size;

    /** @param capacity initial number of slots, at most half of which are used; a power of two */
    StringTable(int capacity) {
        texts = new String[capacity];
        numbers = new int[capacity];
        places = new int[capacity];
    }

    /** The number of a known text; -1 for a new text, which gets the next number. */
    int numberOf(String text) {
        int place = placeOf(text);
        if (texts[place] != null) {
            return numbers[place];
        }
        if (2 * (size + 1) > texts.length) {
            grow();
            place = placeOf(text);
        }
        put(text, place);
        return -1;
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            texts[places[i]] = null;
        }
        size = 0;
    }

    /** The slot of the text, or the empty slot for it. */
    private int placeOf(String text) {
        int mask = texts.length - 1;
        int hash = text.hashCode();
        int place = (hash ^ hash >>> 16) & mask;
        while (texts[place] != null && !texts[place].equals(text)) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void put(String text, int place) {
        texts[place] = text;
        numbers[place] = size;
        places[size++] = place;
    }

    private void grow() {
        String[] ordered = new String[size];
        Arrays.setAll(ordered, i -> texts[places[i]]);
        texts = new String[2 * texts.length];
        numbers = new int[texts.length];
        places = new int[texts.length];
        size = 0;
        for (String text : ordered) {
            put(text, placeOf(text));
        }
    }
}
