package io.headgate.api.platform;

import java.util.List;

/**
 * One page of a list.
 *
 * @param page number of the page, from 0
 * @param size most items a page
 * @param total items in all pages
 */
public record Page<T>(List<T> items, int page, int size, long total) {

    public Page {
        items = List.copyOf(items);
    }
}
