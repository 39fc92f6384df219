using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>
/// Reads the rows of a folder without changing anything, also while another process writes to it: then they are as they were at one
/// moment after this was opened. They are held in memory as a namespace holds them.
/// </summary>
internal sealed class FolderReader
{
    // The files may be superseded while they are being opened.
    private const int Attempts = 5;

    private readonly Snapshot _rows;

    private FolderReader(string name, Snapshot rows)
    {
        Name = name;
        _rows = rows;
    }

    /// <summary>The namespace that the folder keeps.</summary>
    public string Name { get; }

    /// <summary>Numbers of each key; 0 while there is none.</summary>
    public int Dimension => _rows.Layout?.Dimension ?? 0;

    /// <summary>How many keys there are.</summary>
    public int Count => _rows.Live;

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">What <c>path</c> names.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="EngineException">It has no namespace, or one that is damaged or of a newer version.</exception>
    public static FolderReader Open(string folder, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var contents = FolderContents.List(folder);
                if (contents.IsEmpty)
                    throw FolderRefusal.Empty(folder);
                using var files = FolderFiles.Open(folder, contents);
                var table = new RowTable();
                var loaded = new FolderLoad(files, table, cancellationToken).Run(name: null);
                return new FolderReader(loaded.Name, table.Current);
            }
            catch (Exception e) when (e is IOException or EngineException { Failure: EngineFailure.InvalidInput } && attempt < Attempts)
            {
                // What is wrong for good is found again.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw FolderRefusal.NotAllowed(folder, e);
            }
        }
    }

    /// <summary>The rows in the order of their keys.</summary>
    public IEnumerable<(float[] Key, ReadOnlyMemory<byte> Value)> ReadRows()
    {
        var sorted = Enumerable.Range(0, _rows.Rows).Where(_rows.Shows).ToArray();
        Array.Sort(sorted, (first, second) => KeyHash.Compare(_rows.Key(first), _rows.Key(second)));
        foreach (var row in sorted)
            yield return (_rows.Key(row).ToArray(), _rows.Value(row));
    }
}
