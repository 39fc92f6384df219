using System.Diagnostics;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Store.Durability;

namespace LocalAI.Plugins.Store.Tests.Durability;

public sealed class FullDiskTests : IDisposable
{
    private readonly Folder _folder = new();
    private bool _mounted;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (_mounted)
            Run("umount", _folder.Path);
        _folder.Dispose();
    }

    [Fact]
    public async Task A_write_on_a_full_disk_is_refused_and_later_ones_work_when_there_is_space()
    {
        Mount();
        var filler = Path.Combine(_folder.Path, "filler");
        await using (var store = await _folder.OpenAsync())
        {
            await store.StoresSetAsync(Vectors.Set(([1, 0], "before"), ([0, 1], "other")), Token);
            File.WriteAllBytes(filler, new byte[900_000]);
            var length = new FileInfo(_folder.Log()).Length;

            var refusal = await Assert.ThrowsAsync<EngineException>(
                () => store.StoresSetAsync(Vectors.Set(([1, 0], new string('x', 400_000)), ([5, 5], "new")), Token));

            Assert.Equal(EngineFailure.ResourceExhausted, refusal.Failure);
            Assert.Equal(
                $"The disk of {_folder.Log()} is full, so nothing of this call was stored; free space and send it again.", refusal.Message);
            Assert.Equal(length, new FileInfo(_folder.Log()).Length);
            var got = await store.StoresGetAsync(Vectors.Get([1, 0], [5, 5]), Token);
            Assert.Equal("before", Assert.Single(got.Values).Bytes.ToStringUtf8());
            // What fits goes on working, and all of it when there is space.
            await store.StoresSetAsync(Vectors.Set(([7, 7], "small")), Token);
            File.Delete(filler);
            await store.StoresSetAsync(Vectors.Set(([1, 0], new string('x', 400_000)), ([5, 5], "new")), Token);
        }

        await using var again = await _folder.OpenAsync();
        Assert.Equal(4, (await again.StoresFindAsync(Vectors.Find(9, 1, 0), Token)).Keys.Count);
        Assert.Equal(400_000, (await again.StoresGetAsync(Vectors.Get([1, 0]), Token)).Values[0].Bytes.Length);
    }

    [Fact]
    public async Task A_call_of_which_parts_were_written_when_the_disk_was_full_leaves_nothing()
    {
        Mount();
        await using (var store = await _folder.OpenAsync())
        {
            await store.StoresSetAsync(Vectors.Set((Key(0), "before")), Token);
            var before = await File.ReadAllBytesAsync(_folder.Log(), Token);

            var refusal = await Assert.ThrowsAsync<EngineException>(
                () => store.StoresSetAsync(Vectors.Set([.. Enumerable.Range(1, 1000).Select(i => (Key(i), "new"))]), Token));

            Assert.Equal(EngineFailure.ResourceExhausted, refusal.Failure);
            Assert.Equal(before, await File.ReadAllBytesAsync(_folder.Log(), Token));
            await store.StoresSetAsync(Vectors.Set((Key(1), "after")), Token);
        }

        Assert.Equal(["after", "before"], _folder.Read().Values.Order());

        static float[] Key(int i) => [i, .. new float[767]];
    }

    [Fact]
    public async Task A_snapshot_that_the_disk_has_no_space_for_is_tried_later()
    {
        Mount();
        var filler = Path.Combine(_folder.Path, "filler");
        var traits = new FolderTraits { SnapshotBytes = 300_000 };
        var logger = new Heard();
        await using (var store = await _folder.OpenAsync(traits: traits, logger: logger))
        {
            await store.StoresSetAsync(Vectors.Set(([1, 0], "first")), Token);
            File.WriteAllBytes(filler, new byte[500_000]);
            // The log fits, and a copy of it beside does not.
            await store.StoresSetAsync(Vectors.Set(([0, 1], new string('x', 310_000))), Token);
            Assert.Contains("No snapshot could be written", await logger.WaitAsync(2804), StringComparison.Ordinal);
            Assert.DoesNotContain(_folder.Names(), name => name.StartsWith("snapshot-", StringComparison.Ordinal));

            File.Delete(filler);
            await store.StoresDeleteAsync(Vectors.Delete([0, 1]), Token);
            await store.StoresSetAsync(Vectors.Set(([2, 2], new string('y', 100_000))), Token);
            await logger.WaitAsync(2803);
        }

        Assert.Equal(["1 0", "2 2"], _folder.Read().Keys.Order());
        Assert.Contains(_folder.Names(), name => name.StartsWith("snapshot-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_namespace_is_not_begun_on_a_full_disk()
    {
        Mount();
        var inner = Path.Combine(_folder.Path, "inner");
        Directory.CreateDirectory(inner);
        using (var filler = File.Create(Path.Combine(_folder.Path, "filler")))
        {
            void Fill()
            {
                while (true)
                    filler.Write(new byte[4096]);
            }
            Assert.Throws<IOException>((Action)Fill);
        }

        var refusal = await Assert.ThrowsAsync<EngineException>(() => Store.Namespaces.MemoryNamespace.OpenAsync(
            new Requests.StoreSettings { Name = "test", Folder = inner }, new Heard(), FolderTraits.Default, Token));

        Assert.Contains(inner, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(EngineFailure.ResourceExhausted, refusal.Failure);
    }

    // A disk of its own that is soon full. Where it can be mounted and is not, the test fails.
    private void Mount()
    {
        var known = File.Exists("/proc/filesystems") ? File.ReadAllLines("/proc/filesystems") : [];
        Assert.SkipUnless(known.Contains("nodev\ttmpfs"), "The file system tmpfs is not there.");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "The right to mount a small disk is not there; run the tests as root.");
        Assert.Null(Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", _folder.Path));
        _mounted = true;
    }

    private static string? Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : error.Trim();
    }
}
