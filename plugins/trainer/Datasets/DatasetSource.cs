using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Trainer.Datasets;

/// <summary>A dataset on disk and the part of it that is wanted.</summary>
/// <param name="Path">A file; or a folder with a file for each split, such as <c>train.jsonl</c>.</param>
/// <param name="Split">The part.</param>
internal sealed record DatasetSource(string Path, DatasetSplit Split)
{
    /// <summary>The file that is read.</summary>
    /// <exception cref="EngineException">It is not there.</exception>
    public string File
    {
        get
        {
            if (!Directory.Exists(Path))
                return Path;
            var files = DatasetFile.Endings.Select(ending => System.IO.Path.Combine(Path, Split.Name + ending));
            return files.FirstOrDefault(System.IO.File.Exists) ?? throw new EngineException(EngineFailure.NotFound,
                $"The folder '{Path}' has no file called {Split.Name} with one of the endings {string.Join(", ", DatasetFile.Endings)}; "
                + "name the file, or another dataset_split.");
        }
    }

    /// <summary>The rows of the part.</summary>
    /// <exception cref="EngineException">The file is missing, of an unknown kind or damaged, or the part has no rows.</exception>
    public IReadOnlyList<DatasetRow> Read(CancellationToken cancellationToken)
    {
        var rows = new List<DatasetRow>();
        foreach (var row in DatasetFile.Read(File))
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(row);
        }
        var (first, end) = Split.Of(rows.Count);
        return end > first ? rows[first..end] : throw new EngineException(EngineFailure.InvalidInput,
            $"The dataset '{File}' has {rows.Count:N0} rows, of which the split asks for none; widen the split.");
    }
}
