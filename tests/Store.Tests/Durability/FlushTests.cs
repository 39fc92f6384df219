using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Store.Durability;
using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.Store.Tests.Durability;

public class FlushTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writes_that_come_during_a_flush_share_the_next_one()
    {
        using var folder = new Folder();
        using var disk = new Disk();
        await using (var store = await folder.OpenAsync(traits: new FolderTraits { Flush = disk.Flush }))
        {
            var open = disk.Flushes;
            disk.Hold();
            var first = store.StoresSetAsync(Vectors.Set(([0, 1], "first")), Token);
            await disk.Waiting;
            var others = Enumerable.Range(1, 20).Select(i => store.StoresSetAsync(Vectors.Set(([i, 1], $"{i}")), Token)).ToArray();

            // Nothing is seen of what is not on the disk.
            Assert.Empty((await store.StoresGetAsync(Vectors.Get([0, 1], [1, 1]), Token)).Keys);
            Assert.DoesNotContain(others, task => task.IsCompleted);
            disk.Release();
            await first;
            await Task.WhenAll(others);

            Assert.Equal(open + 2, disk.Flushes);
            Assert.Equal(21, (await store.StoresFindAsync(Vectors.Find(99, 1, 1), Token)).Keys.Count);
        }
    }

    [Fact]
    public async Task What_eight_writers_were_answered_is_there()
    {
        using var folder = new Folder();
        await using (var store = await folder.OpenAsync(traits: new FolderTraits { SnapshotBytes = 3000 }))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
            {
                for (var i = 0; i < 40; i++)
                {
                    await store.StoresSetAsync(Vectors.Set(([writer, i, 1], $"{writer} {i}"), ([writer, -1, 1], $"last {i}")), Token);
                    var got = await store.StoresGetAsync(Vectors.Get([writer, i, 1], [writer, -1, 1]), Token);
                    Assert.Equal([$"last {i}", $"{writer} {i}"], got.Values.Select(value => value.Bytes.ToStringUtf8()));
                    if (i % 3 == 0)
                        await store.StoresDeleteAsync(Vectors.Delete([writer, i, 1]), Token);
                }
            })));
        }

        var rows = folder.Read();
        Assert.Equal(8 * (1 + 26), rows.Count);
        Assert.All(Enumerable.Range(0, 8), writer => Assert.Equal("last 39", rows[$"{writer} -1 1"]));
    }

    [Fact]
    public async Task A_delete_of_a_key_whose_deletion_is_not_on_the_disk_yet_waits_for_it()
    {
        using var folder = new Folder();
        using var disk = new Disk();
        await using var store = await folder.OpenAsync(traits: new FolderTraits { Flush = disk.Flush });
        await store.StoresSetAsync(Vectors.Set(([0, 1], "a"), ([1, 1], "b")), Token);
        disk.Hold();
        var first = store.StoresDeleteAsync(Vectors.Delete([0, 1]), Token);
        await disk.Waiting;

        var second = store.StoresDeleteAsync(Vectors.Delete([0, 1]), Token);

        Assert.False(second.IsCompleted);
        disk.Release();
        await Task.WhenAll(first, second);
        Assert.Empty((await store.StoresGetAsync(Vectors.Get([0, 1]), Token)).Keys);
    }

    [Fact]
    public async Task After_a_flush_that_failed_writes_are_refused_and_readers_see_what_is_on_the_disk()
    {
        using var folder = new Folder();
        using var disk = new Disk();
        await using (var store = await folder.OpenAsync(traits: new FolderTraits { Flush = disk.Flush }))
        {
            await store.StoresSetAsync(Vectors.Set(([0, 1], "safe")), Token);
            disk.Fail = true;

            var refusal = await Assert.ThrowsAsync<EngineException>(() => store.StoresSetAsync(Vectors.Set(([0, 1], "lost")), Token));
            disk.Fail = false;

            Assert.Equal(EngineFailure.Internal, refusal.Failure);
            Assert.Equal(
                $"{folder.Log()} could not be brought to the disk (the disk fell off), so writes are refused until the namespace is loaded "
                + "again; look after the disk, free the model and load it.",
                refusal.Message);
            await Assert.ThrowsAsync<EngineException>(() => store.StoresSetAsync(Vectors.Set(([1, 1], "later")), Token));
            await Assert.ThrowsAsync<EngineException>(() => store.StoresDeleteAsync(Vectors.Delete([0, 1]), Token));
            Assert.Equal("safe", (await store.StoresGetAsync(Vectors.Get([0, 1]), Token)).Values[0].Bytes.ToStringUtf8());
        }

        await using var again = await folder.OpenAsync();
        await again.StoresSetAsync(Vectors.Set(([1, 1], "later")), Token);
        Assert.Equal(2, folder.Read().Count);
    }

    [Fact]
    public async Task With_an_interval_a_write_is_answered_before_it_is_flushed_and_flushed_later()
    {
        using var folder = new Folder();
        using var disk = new Disk();
        await using var store = await folder.OpenAsync(Requests.Durability.Interval, traits: new FolderTraits { Flush = disk.Flush });
        disk.Hold();

        await store.StoresSetAsync(Vectors.Set(([0, 1], "a")), Token);

        Assert.Single((await store.StoresGetAsync(Vectors.Get([0, 1]), Token)).Keys);
        await disk.Waiting;
        disk.Release();
    }

    [Fact]
    public async Task Without_durability_nothing_is_flushed_before_the_end()
    {
        using var folder = new Folder();
        using var disk = new Disk();
        var store = await folder.OpenAsync(Requests.Durability.Off, traits: new FolderTraits { Flush = disk.Flush });
        var before = disk.Flushes;

        for (var i = 0; i < 10; i++)
            await store.StoresSetAsync(Vectors.Set(([i, 1], "a")), Token);

        Assert.Equal(before, disk.Flushes);
        Assert.Equal(10, folder.Read().Count);
        await store.DisposeAsync();
        Assert.Equal(before + 1, disk.Flushes);
    }

    /// <summary>A disk that can be slow, or fail.</summary>
    private sealed class Disk : IDisposable
    {
        private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _released = new(initialState: true);
        private int _flushes;

        public int Flushes => _flushes;

        public bool Fail { get; set; }

        /// <summary>Ends when a flush is held.</summary>
        public Task Waiting => _waiting.Task;

        public void Hold() => _released.Reset();

        public void Release() => _released.Set();

        public void Dispose() => _released.Dispose();

        public void Flush(SafeFileHandle file)
        {
            Interlocked.Increment(ref _flushes);
            if (Fail)
                throw new IOException("the disk fell off");
            if (!_released.IsSet)
                _waiting.TrySetResult();
            _released.Wait(Token);
            RandomAccess.FlushToDisk(file);
        }
    }
}
