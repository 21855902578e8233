package io.headgate.api.platform;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the web UI's one page at each address that the page itself knows, so that a deep link and a reload work. */
@Controller
class WebUiController implements WebMvcConfigurer {

    private static final String RESOURCES = "classpath:/META-INF/resources/";

    @GetMapping({"/sign-in", "/t/**"})
    String page() {
        return "forward:/index.html";
    }

    /** Names below {@code /assets} hold a hash of the content: what is there never changes. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(RESOURCES + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    }
}
