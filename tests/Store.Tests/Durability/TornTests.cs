namespace LocalAI.Plugins.Store.Tests.Durability;

public class TornTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_that_ends_at_any_byte_has_the_changes_before_it()
    {
        using var history = await History.SmallAsync();
        var whole = history.Files["log-000001"];
        for (var length = 0; length <= whole.Length; length++)
            await CheckAsync(history, whole, whole[..length]);
    }

    [Fact]
    public async Task A_log_of_which_only_zeros_are_left_from_any_byte_on_has_the_changes_before_it()
    {
        using var history = await History.SmallAsync();
        var whole = history.Files["log-000001"];
        for (var length = 0; length <= whole.Length; length++)
            await CheckAsync(history, whole, [.. whole[..length], .. new byte[whole.Length - length + (length % 5000)]]);
    }

    [Fact]
    public async Task What_is_cut_off_is_logged()
    {
        using var history = await History.SmallAsync();
        var logger = new Heard();
        File.WriteAllBytes(history.Folder.Log(), history.Files["log-000001"][..^1]);

        await using var store = await history.Folder.OpenAsync(logger: logger);

        Assert.Equal(
            $"Cut {history.Lengths[^1] - history.Lengths[^2] - 1} bytes of a write that was not answered off {history.Folder.Log()} "
            + $"at byte {history.Lengths[^2]}",
            await logger.WaitAsync(2802));
    }

    private static async Task CheckAsync(History history, byte[] whole, byte[] torn)
    {
        history.Restore();
        await File.WriteAllBytesAsync(history.Folder.Log(), torn, Token);
        // The changes of which no byte is missing; a zero in place of a zero is none.
        var same = torn.AsSpan().CommonPrefixLength(whole);
        var changes = Math.Max(0, history.Lengths.FindLastIndex(length => length <= same));
        Dictionary<string, string> expected = new(history.States[changes]);
        if (same >= history.Lengths[0])
            Assert.Equal(expected, history.Folder.Read());

        await using (var store = await history.Folder.OpenAsync())
        {
            var dimension = expected.Count == 0 ? 5 : expected.Keys.First().Split(' ').Length;
            float[] key = [.. Enumerable.Repeat(9f, dimension)];
            await store.StoresSetAsync(Vectors.Set((key, "later")), Token);
            expected[Model.Name(key)] = "later";
        }

        Assert.Equal(expected, history.Folder.Read());
    }
}
