using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Durability;

namespace LocalAI.Plugins.Store.Tests.Durability;

public class FolderReaderTests
{
    [Fact]
    public void A_reader_beside_a_process_that_writes_sees_a_whole_state()
    {
        using var folder = new Folder();
        using var child = new StoreChild(folder.Path, Requests.Durability.Off, snapshotBytes: 20_000);
        child.WaitUntilReady();
        // Each call sets all keys to one value, so that a part of a call would show.
        var done = 0;
        for (var round = 0; round < 30; round++)
        {
            for (var i = 0; i < 10; i++)
                child.Send(Vectors.Set([.. Enumerable.Range(0, 20).Select(key => (new float[] { key, 1 }, $"{done + i}"))]));

            var reader = FolderReader.Open(folder.Path, TestContext.Current.CancellationToken);

            Assert.Equal("test", reader.Name);
            if (reader.Count > 0)
            {
                Assert.Equal((20, 2), (reader.Count, reader.Dimension));
                var values = reader.ReadRows().Select(row => System.Text.Encoding.UTF8.GetString(row.Value.Span)).ToList();
                Assert.Single(values.Distinct());
                Assert.InRange(int.Parse(values[0], System.Globalization.CultureInfo.InvariantCulture), done - 1, done + 9);
            }
            for (var i = 0; i < 10; i++)
                Assert.True(child.Answer(Result.Parser)!.Success);
            done += 10;
        }
        child.End();
        Assert.All(folder.Read().Values, value => Assert.Equal("299", value));
    }
}
