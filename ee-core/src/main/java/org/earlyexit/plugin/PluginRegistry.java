package org.earlyexit.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.earlyexit.model.BackboneFactory;
import org.earlyexit.model.InternalClassifierFactory;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.StrategyChoice;

/**
 * What is installed: every factory of every plugin on the class path and in the plugin folder, by id. A plugin that
 * cannot be loaded, throws or answers nonsense is left out and listed in {@link #problems()}; two factories of one id
 * are refused, since nobody could say which of them a suite means.
 *
 * <p>Closing it closes the jars of the plugin folder; classes not loaded by then are gone.
 */
public final class PluginRegistry implements AutoCloseable {

    private final Catalog<BackboneFactory> backbones;
    private final Catalog<MethodFactory<?>> methods;
    private final Catalog<ExitStrategyFactory<?>> exitStrategies;
    private final Catalog<InternalClassifierFactory<?>> internalClassifiers;
    private final List<PluginProblem> problems;
    private final List<JarLoader> jars;

    private PluginRegistry(Discovery found) {
        backbones = new Catalog<>("backbone", found.all(Offers::backbones), BackboneFactory::id);
        methods = new Catalog<>("method", found.all(Offers::methods), MethodFactory::id);
        exitStrategies = new Catalog<>("exit strategy", found.all(Offers::exitStrategies), ExitStrategyFactory::id);
        internalClassifiers = new Catalog<>(
                "internal classifier", found.all(Offers::internalClassifiers), InternalClassifierFactory::id);
        problems = List.copyOf(found.problems);
        jars = List.copyOf(found.jars);
    }

    /** The plugins of the class path. */
    public static PluginRegistry discover() {
        return new Discovery().searchClassPath().registry();
    }

    /**
     * The plugins of the class path and of each jar in a folder. Every jar has a class loader of its own, so that the
     * libraries of one plugin never meet those of another; jars without a plugin are passed over.
     *
     * @param pluginDirectory the folder, not searched deeper; or a single jar
     * @throws PluginException if the folder or a jar in it is missing, or an id is offered twice
     */
    public static PluginRegistry discover(Path pluginDirectory) {
        return new Discovery().searchClassPath().searchFolder(pluginDirectory).registry();
    }

    /** These plugins and no others, for tests and for programs that do without a class path search. */
    public static PluginRegistry of(EarlyExitPlugin... plugins) {
        Discovery discovery = new Discovery();
        for (EarlyExitPlugin plugin : plugins) {
            discovery.add(plugin, Origin.CLASS_PATH);
        }
        return discovery.registry();
    }

    /** Every backbone, sorted by id. */
    public List<Offer<BackboneFactory>> backbones() {
        return backbones.all();
    }

    /** Every method, sorted by id. */
    public List<Offer<MethodFactory<?>>> methods() {
        return methods.all();
    }

    /** Every exit strategy, sorted by id. */
    public List<Offer<ExitStrategyFactory<?>>> exitStrategies() {
        return exitStrategies.all();
    }

    /** Every internal classifier, sorted by id. */
    public List<Offer<InternalClassifierFactory<?>>> internalClassifiers() {
        return internalClassifiers.all();
    }

    /** The plugins that were left out. */
    public List<PluginProblem> problems() {
        return problems;
    }

    /** @throws PluginException if no backbone has that id */
    public Offer<BackboneFactory> backbone(String id) {
        return backbones.find(id);
    }

    /** @throws PluginException if no method has that id */
    public Offer<MethodFactory<?>> method(String id) {
        return methods.find(id);
    }

    /** @throws PluginException if no exit strategy has that id */
    public Offer<ExitStrategyFactory<?>> exitStrategy(String id) {
        return exitStrategies.find(id);
    }

    /** @throws PluginException if no internal classifier has that id */
    public Offer<InternalClassifierFactory<?>> internalClassifier(String id) {
        return internalClassifiers.find(id);
    }

    /**
     * Makes the strategy that a recipe or a suite chose.
     *
     * @param path how messages name the place of the settings: {@code exitStrategy.with}
     * @param layerCount the layers of the model, {@code L}
     * @throws PluginException if it is not installed, or its settings do not fit
     */
    public ExitStrategy strategy(StrategyChoice choice, String path, TaskKind kind, int layerCount) {
        ExitStrategyFactory<?> factory = exitStrategy(choice.use().value()).factory();
        return Settings.strategy(factory, path, choice.with(), kind, layerCount);
    }

    @Override
    public void close() {
        jars.forEach(JarLoader::closeQuietly);
    }

    /** The one place that looks for plugins. */
    private static final class Discovery {

        private final List<Offers> found = new ArrayList<>();
        private final List<PluginProblem> problems = new ArrayList<>();
        private final List<JarLoader> jars = new ArrayList<>();

        Discovery searchClassPath() {
            search(PluginRegistry.class.getClassLoader(), Origin.CLASS_PATH);
            return this;
        }

        Discovery searchFolder(Path folder) {
            boolean isJar = Files.isRegularFile(folder) && folder.toString().endsWith(".jar");
            if (!isJar && !Files.isDirectory(folder)) {
                throw new PluginException("the plugin folder must be a folder, was " + folder);
            }
            for (Path jar : isJar ? List.of(folder) : jarsOf(folder)) {
                if (hasPlugin(jar)) {
                    JarLoader loader = new JarLoader(jar);
                    jars.add(loader);
                    search(loader, jar.toString());
                }
            }
            return this;
        }

        PluginRegistry registry() {
            try {
                return new PluginRegistry(this);
            } catch (PluginException e) {
                jars.forEach(JarLoader::closeQuietly);
                throw e;
            }
        }

        <T> List<Offer<T>> all(Function<Offers, List<Offer<T>>> kind) {
            return found.stream().flatMap(offers -> kind.apply(offers).stream()).toList();
        }

        private void search(ClassLoader loader, String location) {
            Iterator<ServiceLoader.Provider<EarlyExitPlugin>> providers =
                    ServiceLoader.load(EarlyExitPlugin.class, loader).stream().iterator();
            while (true) {
                try {
                    if (!providers.hasNext()) {
                        return;
                    }
                    add(providers.next().get(), location);
                } catch (ServiceConfigurationError | LinkageError e) {
                    problems.add(new PluginProblem(location, reason(e)));
                }
            }
        }

        /** Whatever a plugin throws while it is read, short of the machine's own errors, is its own problem. */
        void add(EarlyExitPlugin plugin, String location) {
            String name = plugin.getClass().getName();
            try {
                found.add(Offers.of(plugin, new Origin(name, location, CodeVersion.of(plugin.getClass()))));
            } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
                String place = location.equals(Origin.CLASS_PATH) ? name : name + " in " + location;
                problems.add(new PluginProblem(place, reason(e)));
            }
        }

        private static String reason(Throwable thrown) {
            Throwable cause = thrown.getCause();
            String text = thrown instanceof IllegalArgumentException || thrown instanceof ServiceConfigurationError
                    ? String.valueOf(thrown.getMessage())
                    : thrown.toString();
            return cause == null ? text : text + " (" + cause + ")";
        }

        private boolean hasPlugin(Path jar) {
            try (JarFile file = new JarFile(jar.toFile())) {
                return file.getEntry(JarLoader.SERVICES + EarlyExitPlugin.class.getName()) != null;
            } catch (IOException e) {
                problems.add(new PluginProblem(jar.toString(), "the jar cannot be read (" + e + ")"));
                return false;
            }
        }

        private static List<Path> jarsOf(Path folder) {
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList();
                if (jars.isEmpty()) {
                    throw new PluginException(
                            "the plugin folder must have at least one jar, %s has none; build the plugin first"
                                    .formatted(folder));
                }
                return jars;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The class loader of one jar. It shows the jar's own service files only, so that no plugin is found twice. */
    private static final class JarLoader extends URLClassLoader {

        private static final String SERVICES = "META-INF/services/";

        JarLoader(Path jar) {
            super(new URL[] {url(jar)}, PluginRegistry.class.getClassLoader());
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.startsWith(SERVICES) ? findResources(name) : super.getResources(name);
        }

        void closeQuietly() {
            try {
                close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static URL url(Path jar) {
            try {
                return jar.toUri().toURL();
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
