package nl.termijn.samples.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nl.termijn.store.jdbc.JdbcBillingStore;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The H2 file that a play is kept in, and what it remembers. Everything between two {@link #commit}s happens whole or not
 * at all: the library joins this program's transaction.
 */
final class PlayStore implements AutoCloseable {
    private static final String SUFFIX = ".mv.db";
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .build();

    private static final String PLAY = "play";
    private static final String REFUSAL = "refusal-";
    private static final String RUN = "run-";
    private static final String PROBLEM = "problem-";

    private final Connection connection;
    private final JdbcBillingStore store;
    private final Map<String, String> kept = new HashMap<>();

    private PlayStore(Connection connection, JdbcBillingStore store) {
        this.connection = connection;
        this.store = store;
    }

    /**
     * The store of {@code options} when a play of {@code input} goes on in it. One that was made without being asked for
     * begins anew when it does not; one that was asked for is left alone.
     *
     * @throws InputException when the store that was asked for was played with something else
     */
    static PlayStore open(Input input, Options options) throws InputException, IOException {
        Path file = options.storeFile();
        PlayStore store = open(file);
        Optional<String> whyNot = store.memory().map(memory -> memory.whyNot(input, options));
        if (whyNot.isEmpty() || whyNot.get().isEmpty()) {
            return store;
        }
        store.close();
        if (options.store().isPresent()) {
            throw new InputException(
                    file.toString(), "cannot be gone on with: " + whyNot.get() + "; give another file with --store");
        }
        Files.delete(Path.of(file + SUFFIX));
        return open(file);
    }

    private static PlayStore open(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + file.toAbsolutePath() + ";WRITE_DELAY=0;QUERY_CACHE_SIZE=1000");
        try {
            // first, so that the file stays open
            Connection connection = database.getConnection();
            JdbcBillingStore store = JdbcBillingStore.on(database);
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table if not exists play_memory (id varchar primary key, content varchar)");
            }
            connection.setAutoCommit(false);
            return new PlayStore(connection, store.joining(connection));
        } catch (SQLException e) {
            throw new IOException(
                    "the store " + file + " cannot be opened (" + e.getMessage() + "); is another play under way?", e);
        }
    }

    JdbcBillingStore billing() {
        return store;
    }

    /** What the store remembers, if it was played. */
    Optional<Memory> memory() throws IOException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select id, content from play_memory order by id")) {
            Map<String, String> parts = new TreeMap<>();
            while (result.next()) {
                parts.put(result.getString(1), result.getString(2));
            }
            String play = parts.remove(PLAY);
            if (play == null) {
                return Optional.empty();
            }
            kept.putAll(parts);
            return Optional.of(JSON.readValue(play, Memory.class)
                    .with(
                            read(parts, REFUSAL, Refusal.class),
                            read(parts, RUN, RunPlayer.Outcome.class),
                            read(parts, PROBLEM, RunPlayer.Problem.class)));
        } catch (SQLException e) {
            throw new IOException("what the store remembers cannot be read", e);
        }
    }

    private static <T> List<T> read(Map<String, String> parts, String kind, Class<T> type)
            throws JsonProcessingException {
        List<T> values = new ArrayList<>();
        for (Map.Entry<String, String> part : parts.entrySet()) {
            if (part.getKey().startsWith(kind)) {
                values.add(JSON.readValue(part.getValue(), type));
            }
        }
        return values;
    }

    /** Keeps everything since the last commit, and {@code memory} with it: of its lists what is new or changed. */
    void commit(Memory memory) throws IOException {
        Map<String, String> changed = new TreeMap<>();
        changed.put(PLAY, JSON.writeValueAsString(memory.with(List.of(), List.of(), List.of())));
        addChanged(changed, REFUSAL, memory.refusals());
        addChanged(changed, RUN, memory.runs());
        addChanged(changed, PROBLEM, memory.problems());
        try (PreparedStatement statement =
                connection.prepareStatement("merge into play_memory (id, content) values (?, ?)")) {
            for (Map.Entry<String, String> part : changed.entrySet()) {
                statement.setString(1, part.getKey());
                statement.setString(2, part.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
            connection.commit();
            kept.putAll(changed);
        } catch (SQLException e) {
            throw new IOException("the store cannot be written", e);
        }
    }

    private void addChanged(Map<String, String> changed, String kind, List<?> values) throws JsonProcessingException {
        for (int i = 0; i < values.size(); i++) {
            String id = String.format(Locale.ROOT, "%s%08d", kind, i);
            String content = JSON.writeValueAsString(values.get(i));
            if (!content.equals(kept.get(id))) {
                changed.put(id, content);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw new IOException("the store cannot be closed", e);
        }
    }
}
