using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.PromptCache;

namespace LocalAI.Plugins.Llama.Tests.PromptCache;

/// <summary>What llama.cpp saves is taken for good, and nothing else that could harm it; unguarded, the second test never ends.</summary>
public sealed class StateLayoutTests : IDisposable
{
    private const int Tokens = 24;

    private readonly StoriesModel _model = new();

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData(1, true, false)]
    [InlineData(3, true, false)]
    [InlineData(3, false, false)]
    [InlineData(1, true, true)]
    [InlineData(3, false, true)]
    public void What_llama_cpp_saves_fits(int sequences, bool unified, bool turned)
    {
        using var context = _model.CreateContext(512, sequences, unified, exact: turned);
        var sequence = sequences - 1;
        var state = Fill(context, sequence);
        var layout = StateLayout.Of(_model.Handle);

        Assert.True(layout.Fits(state));
        Assert.False(layout.Fits(state with { Tokens = state.Tokens[1..] }));
        Assert.False(layout.Fits(state with { State = state.State[..^1] }));

        context.Cut(sequence, 4, 10);
        Assert.True(layout.Fits(new SequenceState([.. state.Tokens[..4], .. state.Tokens[10..]], context.SaveSequence(sequence)!)));
    }

    [Theory]
    [InlineData(1, true, false)]
    [InlineData(2, false, true)]
    public void No_changed_state_harms_the_process(int sequences, bool unified, bool turned)
    {
        using var context = _model.CreateContext(128, sequences, unified, exact: turned);
        var state = Fill(context, 0);
        var layout = StateLayout.Of(_model.Handle);
        var random = new Random(5);
        var (fitting, restored) = (0, 0);
        for (var count = 0; count < 1000; count++)
        {
            var changed = state with { State = Change(state.State, random) };
            if (!layout.Fits(changed))
                continue;
            fitting++;
            if (context.LoadSequence(0, changed.State))
            {
                restored++;
                Assert.Equal(DecodeOutcome.Done, Decode(context, 0, [403], Tokens));
            }
            context.Truncate(0, 0);
            Assert.Equal(DecodeOutcome.Done, Decode(context, 0, state.Tokens, 0));
        }
        Assert.InRange(restored, 1, fitting);
        Assert.InRange(fitting, 1, 999);
    }

    private static SequenceState Fill(LlamaContext context, int sequence)
    {
        int[] tokens = [.. Enumerable.Range(300, Tokens)];
        Assert.Equal(DecodeOutcome.Done, Decode(context, sequence, tokens, 0));
        return new SequenceState(tokens, context.SaveSequence(sequence)!);
    }

    private static DecodeOutcome Decode(LlamaContext context, int sequence, int[] tokens, int from)
    {
        using var batch = new TokenBatch(tokens.Length);
        for (var index = 0; index < tokens.Length; index++)
            batch.Add(tokens[index], from + index, sequence, wantsOutput: true);
        return context.Decode(batch);
    }

    /// <summary>Changes a few numbers, mostly in front, where the cells and sizes are.</summary>
    private static byte[] Change(byte[] state, Random random)
    {
        var changed = state.ToArray();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(8) == 0 ? random.Next(changed.Length - 4) : random.Next(Math.Min(changed.Length / 4, 100)) * 4;
            var value = random.Next(6) switch
            {
                0 => random.Next(4),
                1 => -1,
                2 => int.MinValue,
                3 => random.Next(),
                4 => BitConverter.ToInt32(changed, at) + random.Next(-2, 3),
                _ => Tokens + random.Next(3),
            };
            BitConverter.GetBytes(value).CopyTo(changed, at);
        }
        return random.Next(8) == 0 ? changed[..random.Next(changed.Length)] : changed;
    }
}
