package io.intentstream.server.http;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A tab of a {@link Browser}: a person's actions in it and what they see. */
final class BrowserPage implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Map<String, Integer> KEYS =
            Map.of("Tab", 9, "Enter", 13, "Escape", 27, "ArrowLeft", 37, "ArrowRight", 39, "Home", 36);

    private final Browser browser;
    private final String session;
    private final String target;
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<String> failedRequests = new CopyOnWriteArrayList<>();

    BrowserPage(Browser browser, String session, String target) {
        this.browser = browser;
        this.session = session;
        this.target = target;
        browser.listen(session, this::note);
        for (String domain : List.of("Page", "Runtime", "Log")) {
            call(domain + ".enable", parameters());
        }
        resize(1280, 900);
    }

    private void note(String event, JsonNode about) {
        if (event.equals("Runtime.exceptionThrown")) {
            faults.add(about.get("exceptionDetails").toString());
        } else if (event.equals("Runtime.consoleAPICalled")
                && List.of("error", "warning", "assert")
                        .contains(about.get("type").asText())) {
            faults.add(about.get("args").toString());
        } else if (event.equals("Log.entryAdded")) {
            JsonNode entry = about.get("entry");
            boolean network = entry.get("source").asText().equals("network");
            (network ? failedRequests : faults)
                    .add(entry.get("text").asText() + " " + entry.path("url").asText());
        }
    }

    /** Console errors and warnings, uncaught exceptions, and violations of the content security policy. */
    List<String> faults() {
        return faults;
    }

    /** Requests without a response or with an error status. */
    List<String> failedRequests() {
        return failedRequests;
    }

    /** Opens an address and waits until its scripts have run. */
    void open(String url) {
        call("Page.navigate", parameters().put("url", url));
        await().atMost(PATIENCE)
                .until(() -> eval("document.readyState").asText().equals("complete")
                        && eval("location.href").asText().equals(url));
    }

    /** The value of a JavaScript expression. */
    JsonNode eval(String expression) {
        JsonNode answer = call(
                "Runtime.evaluate",
                parameters()
                        .put("expression", expression)
                        .put("returnByValue", true)
                        .put("awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(
                    expression + ": " + answer.get("exceptionDetails").toString());
        }
        return answer.get("result").path("value");
    }

    /** The visible text of the first element of a selector; empty when there is none. */
    String text(String selector) {
        return eval("document.querySelector(" + quoted(selector) + ")?.innerText ?? ''")
                .asText();
    }

    /** How many elements a selector has. */
    int count(String selector) {
        return eval("document.querySelectorAll(" + quoted(selector) + ").length")
                .asInt();
    }

    /** Clicks the middle of an element once it exists and nothing covers it. */
    void click(String selector) {
        await().atMost(PATIENCE).until(() -> count(selector) > 0);
        JsonNode middle = eval("(() => { const e = document.querySelector(" + quoted(selector)
                + "); e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
                + " return [r.x + r.width / 2, r.y + r.height / 2]; })()");
        for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
            call(
                    "Input.dispatchMouseEvent",
                    parameters()
                            .put("type", type)
                            .put("x", middle.get(0).asDouble())
                            .put("y", middle.get(1).asDouble())
                            .put("button", type.equals("mouseMoved") ? "none" : "left")
                            .put("clickCount", type.equals("mouseMoved") ? 0 : 1));
        }
    }

    /** Presses a key by its name. */
    void press(String key) {
        ObjectNode stroke = parameters().put("key", key).put("code", key).put("windowsVirtualKeyCode", KEYS.get(key));
        if (key.equals("Enter")) {
            stroke.put("text", "\r");
        }
        call("Input.dispatchKeyEvent", stroke.deepCopy().put("type", "keyDown"));
        call("Input.dispatchKeyEvent", stroke.put("type", "keyUp"));
    }

    /** Types into the focused element. */
    void type(String text) {
        call("Input.insertText", parameters().put("text", text));
    }

    void resize(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                parameters()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", width < 600));
    }

    /** Sets a preference of the person's system, such as {@code prefers-color-scheme}. */
    void prefer(String feature, String value) {
        ObjectNode parameters = parameters();
        parameters.putArray("features").addObject().put("name", feature).put("value", value);
        call("Emulation.setEmulatedMedia", parameters);
    }

    /** Saves the whole page as a PNG in its full height. */
    void picture(Path file) {
        JsonNode answer = call("Page.captureScreenshot", parameters().put("captureBeyondViewport", true));
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Base64.getDecoder().decode(answer.get("data").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode call(String method, ObjectNode parameters) {
        return browser.call(session, method, parameters);
    }

    private static ObjectNode parameters() {
        return JSON.createObjectNode();
    }

    private static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }

    @Override
    public void close() {
        browser.call("", "Target.closeTarget", parameters().put("targetId", target));
    }
}
