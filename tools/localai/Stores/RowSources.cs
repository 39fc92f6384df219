using LocalAI.CommandLine.Stores.Npy;

namespace LocalAI.CommandLine.Stores;

/// <summary>The files of an import, all opened before the first row is read.</summary>
internal sealed class RowSources : IAsyncDisposable
{
    private const string Stdin = "-";

    private readonly List<IRowSource> _sources = [];

    /// <summary>The files in their order.</summary>
    public IReadOnlyList<IRowSource> All => _sources;

    /// <summary>Which part was read, from 0 to 1; null where nobody knows.</summary>
    public double? Fraction =>
        _sources.Sum(source => source.Length ?? 0) is > 0 and var length && _sources.TrueForAll(source => source.Length is not null)
            ? (double)_sources.Sum(source => source.Position) / length : null;

    /// <summary>Opens files.</summary>
    /// <param name="files">Their paths; - for stdin.</param>
    /// <param name="values">The file with the values of a .npy file.</param>
    /// <exception cref="UserError">One of them cannot be read.</exception>
    public static async Task<RowSources> OpenAsync(IEnumerable<string> files, string? values)
    {
        var sources = new RowSources();
        try
        {
            foreach (var file in files)
                sources._sources.Add(Open(file, values));
            return sources;
        }
        catch
        {
            await sources.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether a file is NumPy's.</summary>
    public static bool IsNpy(string file) => Path.GetExtension(file).Equals(".npy", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources)
            await source.DisposeAsync();
    }

    private static IRowSource Open(string file, string? values)
    {
        if (file == Stdin)
            return new JsonLinesSource("stdin", Console.OpenStandardInput());
        if (!File.Exists(file))
            throw new UserError($"There is no file '{file}'; name files in JSON lines, .npy files, or - for stdin.");
        if (values is not null && !File.Exists(values))
            throw new UserError($"There is no file '{values}'; --values takes a file with a line for each row.");
        return IsNpy(file) ? NpySource.Open(file, values) : new JsonLinesSource(file, OpenUnbuffered(file));
    }

    // Lines have a buffer of their own; and that of a stream would wait, at its end, for a pipe that says nothing more.
    private static FileStream OpenUnbuffered(string file) => new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
}
