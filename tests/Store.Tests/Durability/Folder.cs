using LocalAI.Plugins.Store.Durability;
using LocalAI.Plugins.Store.Namespaces;
using LocalAI.Plugins.Store.Requests;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Store.Tests.Durability;

/// <summary>A folder for a namespace, removed with this.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("store-").FullName;

    public string Log(int sequence = 1) => System.IO.Path.Combine(Path, $"log-{sequence:D6}");

    public string Snapshot(int sequence = 1) => System.IO.Path.Combine(Path, $"snapshot-{sequence:D6}");

    /// <summary>The names of its files but for the lock.</summary>
    public IEnumerable<string> Names() =>
        Directory.EnumerateFileSystemEntries(Path).Select(path => System.IO.Path.GetFileName(path)).Where(name => name != "lock").Order();

    public async Task<StoreModel> OpenAsync(
        Requests.Durability durability = Requests.Durability.Always, string name = "test", FolderTraits? traits = null,
        ILogger? logger = null)
    {
        var settings = new StoreSettings
        {
            Name = name,
            Folder = Path,
            Durability = durability,
            FlushInterval = TimeSpan.FromMilliseconds(5),
        };
        var space = await MemoryNamespace.OpenAsync(
            settings, logger ?? NullLogger.Instance, traits ?? FolderTraits.Default, TestContext.Current.CancellationToken);
        return new StoreModel(settings, new NamespaceLease(space, space.DisposeAsync), new StoreMeters());
    }

    /// <summary>The rows as a reader beside finds them.</summary>
    public Dictionary<string, string> Read() => FolderReader.Open(Path).ReadRows()
        .ToDictionary(row => string.Join(' ', row.Key), row => System.Text.Encoding.UTF8.GetString(row.Value.Span));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
