using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Trainer.Datasets;

/// <summary>Reads datasets of all kinds row by row; which kind a file is says its name.</summary>
internal static class DatasetFile
{
    private static Dictionary<string, Func<string, IEnumerable<DatasetRow>>> Readers { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        [".json"] = JsonRows.ReadArray,
        [".jsonl"] = JsonRows.ReadLines,
        [".csv"] = CsvRows.Read,
        [".parquet"] = ParquetRows.Read,
        [".txt"] = TextRows.Read,
    };

    /// <summary>The endings there are readers for.</summary>
    public static IReadOnlyList<string> Endings { get; } = [.. Readers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The rows; read while they are enumerated.</summary>
    /// <exception cref="EngineException">The file is missing, of another kind, empty or damaged; the sentence names the place.</exception>
    public static IEnumerable<DatasetRow> Read(string path)
    {
        if (!File.Exists(path))
            throw new EngineException(EngineFailure.NotFound, $"The dataset '{path}' is not there; check dataset_source.");
        if (!Readers.TryGetValue(Path.GetExtension(path), out var reader))
            throw DatasetFault.Refuse(path, "", "is of an unknown kind", $"use one of {string.Join(", ", Endings)}");
        var rows = 0;
        foreach (var row in reader(path))
        {
            rows++;
            yield return row;
        }
        if (rows == 0)
            throw DatasetFault.Refuse(path, "", "is empty", "give a file with at least one row");
    }
}
