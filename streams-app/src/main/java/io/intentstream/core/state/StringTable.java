package io.intentstream.core.state;

import java.util.Arrays;

/**
 * Numbers texts in the order in which they first come, from 0. A hash table with open places, emptied and filled again
 * for every state: it makes no objects, and texts that are the same object are not compared.
 */
final class StringTable {
    private String[] texts;
    private int[] numbers;
    /** Where each number's text lies. */
    private int[] places;

    private int size;

    /** @param capacity places to begin with, half of which may be taken; a power of two */
    StringTable(int capacity) {
        texts = new String[capacity];
        numbers = new int[capacity];
        places = new int[capacity];
    }

    /** The number of a text that came before; -1 for a new one, which gets the next number. */
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

    /** Where the text lies, or belongs. */
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
