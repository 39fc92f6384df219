using System.Security.Cryptography;
using System.Text.Json;
using LocalAI.Plugins.Forge.Data;

namespace LocalAI.Plugins.Forge.Tests.Data;

public sealed class SetTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("forge-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("tiny-chat")]
    [InlineData("tiny-embed")]
    [InlineData("tiny-rerank")]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others(string model)
    {
        var (one, same, other) = (Write(model, "one", 5), Write(model, "same", 5), Write(model, "other", 6));

        Assert.Equal(one, same);
        Assert.All(
            one.Keys.Where(name => name.EndsWith(".jsonl", StringComparison.Ordinal)),
            name => Assert.NotEqual(one[name], other[name]));
        Assert.Contains("train.jsonl", one.Keys);
    }

    [Fact]
    public void More_samples_begin_with_the_same_ones()
    {
        Write("tiny-chat", "few", 5);
        var few = File.ReadAllLines(Path.Combine(_folder.FullName, "few", "train.jsonl"));

        new TinyChatSet(new SetSettings(_folder.CreateSubdirectory("many"), 5, few.Length * 2, 1)).Write(CancellationToken.None);

        Assert.Equal(few, File.ReadLines(Path.Combine(_folder.FullName, "many", "train.jsonl")).Take(few.Length));
    }

    [Fact]
    public void Each_line_is_a_row_of_its_kind()
    {
        Write("tiny-chat", "chat", 1);
        Write("tiny-rerank", "rerank", 1);

        foreach (var file in _folder.GetFiles("*.jsonl", SearchOption.AllDirectories))
        {
            foreach (var line in File.ReadLines(file.FullName))
            {
                using var row = JsonDocument.Parse(line);
                string[] columns = [.. row.RootElement.EnumerateObject().Select(column => column.Name)];
                Assert.True(columns.Contains("messages") || columns.Contains("text") || columns.Contains("rejected"), line);
                var measures = file.Name.StartsWith("eval-", StringComparison.Ordinal);
                Assert.Equal(measures && columns.Contains("messages"), columns.Contains("expected"));
            }
        }
    }

    private Dictionary<string, string> Write(string model, string folder, ulong seed)
    {
        var settings = new SetSettings(_folder.CreateSubdirectory(folder), seed, 300, 20);
        _ = model switch
        {
            "tiny-chat" => new TinyChatSet(settings).Write(CancellationToken.None),
            "tiny-embed" => new PairSet(settings, (writer, likeness) => writer.Embedding(likeness)).Write(CancellationToken.None),
            _ => new PairSet(settings, (writer, likeness) => writer.Ranking(likeness)).Write(CancellationToken.None),
        };
        return settings.Folder.GetFiles().ToDictionary(
            file => file.Name, file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file.FullName))));
    }
}
