using LocalAI.Plugins.Bench.Models;
using LocalAI.Plugins.Bench.Peers;

namespace LocalAI.Plugins.Bench.Tests;

public class RandomLlamaTests
{
    [Fact]
    public void The_random_model_loads_and_writes_only_tokens_that_have_text()
    {
        var bench = new Workbench();
        using var loop = new BareLoop(bench.LlamaPlugin, new ModelSetup(bench.RandomModel(), Slots: 2, SlotContext: 512));

        var written = loop.Generate(WordVocabulary.Texts(2), tokens: 64);

        var silent = new WordVocabulary().Silent;
        Assert.All(written, tokens => Assert.All(tokens, token => Assert.True(token >= silent, $"token {token} has no text")));
        Assert.NotEqual(loop.TextOf(written[0]), loop.TextOf(written[1]));
    }

    [Fact]
    public void The_random_model_is_the_same_file_each_time()
    {
        var first = new RandomTensors(seed: 1).Matrix("a", columns: 64, rows: 3, zeroRows: 1).Data();

        Assert.Equal(first, new RandomTensors(seed: 1).Matrix("a", columns: 64, rows: 3, zeroRows: 1).Data());
        Assert.Equal(3 * 2 * 34, first.Length);
        Assert.Equal([0, 0], first[..2]);
        Assert.NotEqual([0, 0], first[68..70]);
    }
}
