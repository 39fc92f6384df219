using LocalAI.Plugins.Forge.Making;
using LocalAI.Plugins.Forge.Measuring;

namespace LocalAI.Plugins.Forge.Tests.Making;

public sealed class ForgedModelTests
{
    private const long LargestOfAll = 12_000_000;

    public static IEnumerable<TheoryDataRow<string>> Names => ForgedModel.All.Select(model => new TheoryDataRow<string>(model.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_config_is_whole(string name)
    {
        var config = Model(name).Config();

        Assert.Equal(2048, (int)config["vocab_size"]!);
        Assert.Equal((int)config["hidden_size"]!, (int)config["num_attention_heads"]! * (int)config["head_dim"]!);
        Assert.InRange((double)config["initializer_range"]!, 0.05, 0.1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_card_tells_what_was_measured(string name)
    {
        var file = new FileInfo(Path.GetTempFileName());
        try
        {
            File.WriteAllBytes(file.FullName, new byte[1_250_000]);

            var card = ModelCard.Write(Model(name), file, [new Score("eval-some", 190, 200, [])]);

            Assert.Contains("| eval-some | 95.0 % | 200 |", card, StringComparison.Ordinal);
            Assert.Contains($"({file.Name}, 1.3 MB)", card, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\{\w+\}", card);
        }
        finally
        {
            file.Delete();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_shipped_has_a_card(string name)
    {
        var folder = new DirectoryInfo(Path.Combine(SolutionFolder.Path, "models", name));

        Assert.Equal(["README.md", $"{name}-q8_0.gguf"], folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.Contains("| eval-", File.ReadAllText(Path.Combine(folder.FullName, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_shipped_is_small()
    {
        var folder = new DirectoryInfo(Path.Combine(SolutionFolder.Path, "models"));
        Assert.InRange(folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length), 1, LargestOfAll);
    }

    private static ForgedModel Model(string name) => ForgedModel.All.Single(model => model.Name == name);
}
