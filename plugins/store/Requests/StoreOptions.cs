using System.Globalization;
using System.Text;
using LocalAI.Plugins.Requests;

namespace LocalAI.Plugins.Store.Requests;

/// <summary>The register of all <c>Options</c>: parsing, messages and the documentation come from it.</summary>
internal static class StoreOptions
{
    private const int Million = 1_000_000;

    /// <summary>The options in the order of the documentation.</summary>
    public static IReadOnlyList<StoreOption> All { get; } =
    [
        new("path", "none", "a folder", "Keep the namespace in this folder; a relative one is below ModelPath. Without it, memory keeps it.",
            (settings, value) => value is { Length: > 0 } ? settings with { Folder = value } : null),
        Words("durability", "always",
            "What an answered write survives: always loss of power; interval the end of the process, and loss of power but for the last "
            + "interval; off the end of the process.",
            (settings, value) => settings with { Durability = Enum.Parse<Durability>(value, ignoreCase: true) },
            "always", "interval", "off"),
        Integer("flush_interval", 1000, 1, Million, "With durability:interval, milliseconds between two flushes.",
            (settings, value) => settings with { FlushInterval = TimeSpan.FromMilliseconds(value) }),
        new("postgres", "none", "a connection string", "Keep the namespace in this PostgreSQL database, with pgvector where it has that.",
            (settings, value) => value is { Length: > 0 } ? settings with { Postgres = value } : null),
        Words("index", "exact", "How the nearest are found: exactly, by an approximate index (HNSW), or auto for that from index_rows on.",
            (settings, value) => settings with { Index = Enum.Parse<IndexKind>(value, ignoreCase: true) },
            "exact", "hnsw", "auto"),
        Integer("index_rows", 200_000, 1, 1000 * Million, "With index:auto, the number of keys from which the index is used.",
            (settings, value) => settings with { AutoRows = value }),
        new("recall", "0.99", "a number from 0.5 to 1", "The share of the true nearest that the index aims to find, measured on keys of its own.",
            (settings, value) => OptionValue.Number(value, 0.5f, 1) is { } recall ? settings with { Recall = recall } : null),
        Integer("connections", 16, 4, 64, "Edges of a key in the index: more find more, and take more memory and time to build.",
            (settings, value) => settings with { Connections = value }),
        Integer("threads", "Threads, else one a core", 1, 1024, "Threads that a search or the building of the index may use.",
            (settings, value) => settings with { Threads = Math.Min(value, Environment.ProcessorCount) }),
    ];

    /// <summary>The option of a name, or null.</summary>
    public static StoreOption? Find(string name) => All.FirstOrDefault(option => option.Name == name);

    /// <summary>The table of the documentation.</summary>
    public static string Table()
    {
        var table = new StringBuilder("| Option | Values | Default | Meaning |\n|---|---|---|---|\n");
        foreach (var option in All)
            table.Append(CultureInfo.InvariantCulture, $"| `{option.Name}` | {option.Expects} | {option.Default} | {option.Meaning} |\n");
        return table.ToString();
    }

    private static StoreOption Integer(
        string name, object @default, int least, int most, string meaning, Func<StoreSettings, int, StoreSettings> apply) =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"{@default}"),
            string.Create(CultureInfo.InvariantCulture, $"an integer from {least} to {most}"), meaning,
            (settings, value) => OptionValue.Integer(value, least, most) is { } number ? apply(settings, number) : null);

    private static StoreOption Words(
        string name, string @default, string meaning, Func<StoreSettings, string, StoreSettings> apply, params string[] words) =>
        new(name, @default, string.Join(", ", words), meaning,
            (settings, value) => value is not null && words.Contains(value) ? apply(settings, value) : null);
}
