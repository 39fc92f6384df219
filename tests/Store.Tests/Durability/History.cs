using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Durability;

namespace LocalAI.Plugins.Store.Tests.Durability;

/// <summary>A folder in which some changes were made, with what it had after each.</summary>
internal sealed class History : IDisposable
{
    private History(Folder folder) => Folder = folder;

    public Folder Folder { get; }

    /// <summary>The rows after each change, the empty store first.</summary>
    public List<Dictionary<string, string>> States { get; } = [[]];

    /// <summary>The length of the log after each change that no snapshot could follow; the header's first.</summary>
    public List<long> Lengths { get; } = [];

    /// <summary>The bytes of the files.</summary>
    public Dictionary<string, byte[]> Files { get; private set; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Six changes in one log.</summary>
    public static async Task<History> SmallAsync()
    {
        var history = new History(new Folder());
        await history.DoAsync(FolderTraits.Default, 1,
            Vectors.Set(([1, 2], "one"), ([3, 4], "")),
            Vectors.Set(([1, 2], "replaced"), ([0, 0], "zero")),
            Vectors.Delete([3, 4]),
            Vectors.Delete([1, 2], [0, 0]),
            Vectors.Set(([1, 2, 3], "of three numbers")),
            Vectors.Set(([3, 2, 1], "and another"), ([1, 2, 3], "x")));
        return history;
    }

    /// <summary>A snapshot and two logs after it.</summary>
    public static async Task<History> LargeAsync()
    {
        var history = new History(new Folder());
        var random = new Random(7);
        var traits = new FolderTraits { SnapshotBytes = 1 };
        await history.DoAsync(FolderTraits.Default, 1, Writes(random, 20));
        // The first change is followed by a snapshot; then none can be written, for there is a folder in its place.
        var logger = new Heard();
        await using (var store = await history.Folder.OpenAsync(traits: traits, logger: logger))
        {
            await history.DoAsync(store, Assert.Single(Writes(random, 1)));
            await logger.WaitAsync(2803);
        }
        Directory.CreateDirectory(history.Folder.Snapshot(2) + ".part");
        logger = new Heard();
        await using (var store = await history.Folder.OpenAsync(traits: traits with { SnapshotBytes = 10_000 }, logger: logger))
        {
            while (!File.Exists(history.Folder.Log(3)))
                await history.DoAsync(store, Assert.Single(Writes(random, 1)));
            await logger.WaitAsync(2804);
        }
        Directory.Delete(history.Folder.Snapshot(2) + ".part");
        await history.DoAsync(FolderTraits.Default, 3, Writes(random, 10));
        Assert.Equal(["log-000002", "log-000003", "snapshot-000001"], history.Folder.Names());
        return history;
    }

    /// <summary>Brings the files back as they were.</summary>
    public void Restore()
    {
        foreach (var path in Directory.GetFiles(Folder.Path))
            File.Delete(path);
        foreach (var (name, bytes) in Files)
            File.WriteAllBytes(Path.Combine(Folder.Path, name), bytes);
    }

    public void Dispose() => Folder.Dispose();

    private async Task DoAsync(FolderTraits traits, int log, params object[] changes)
    {
        await using (var store = await Folder.OpenAsync(traits: traits))
        {
            if (Lengths.Count == 0)
                Lengths.Add(new FileInfo(Folder.Log(log)).Length);
            foreach (var change in changes)
            {
                await DoAsync(store, change);
                Lengths.Add(new FileInfo(Folder.Log(log)).Length);
            }
        }
        Files = Folder.Names().ToDictionary(name => name, name => File.ReadAllBytes(Path.Combine(Folder.Path, name)));
    }

    private async Task DoAsync(StoreModel store, object change)
    {
        Dictionary<string, string> rows = new(States[^1]);
        if (change is StoresSetOptions set)
        {
            await store.StoresSetAsync(set, Token);
            foreach (var (key, value) in set.Keys.Zip(set.Values))
                rows[Model.Name(key.Floats)] = value.Bytes.ToStringUtf8();
        }
        else
        {
            await store.StoresDeleteAsync((StoresDeleteOptions)change, Token);
            foreach (var key in ((StoresDeleteOptions)change).Keys)
                rows.Remove(Model.Name(key.Floats));
        }
        States.Add(rows);
    }

    private static object[] Writes(Random random, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => (object)(random.Next(4) == 0
            ? Vectors.Delete([random.Next(30), 1, 2])
            : Vectors.Set([.. Enumerable.Range(0, 6).Select(_ => random.Next(30)).Distinct()
                .Select(key => (new float[] { key, 1, 2 }, $"{i} {new string('v', random.Next(200))}"))]))),
    ];
}
