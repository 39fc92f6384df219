using LocalAI.Plugins.Llama.Decoding;

namespace LocalAI.Plugins.Llama.Tests.Decoding;

public sealed class LlamaContextTests : IDisposable
{
    private readonly StoriesModel _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void An_aborted_decode_leaves_a_context_that_works()
    {
        var prompt = _model.Vocabulary.Tokenize(StoriesModel.Prompt + StoriesModel.Story, addSpecial: true);
        using var context = _model.CreateContext();
        using var batch = new TokenBatch(context.BatchSize);
        Fill(batch, prompt);

        context.RequestAbort();
        Assert.Equal(DecodeOutcome.Aborted, context.Decode(batch));

        context.ClearAbort();
        Assert.True(context.Truncate(sequence: 0, from: 0));
        Assert.Equal(DecodeOutcome.Done, context.Decode(batch));
        using var fresh = _model.CreateContext();
        Assert.Equal(DecodeOutcome.Done, fresh.Decode(batch));
        Assert.Equal(fresh.Logits(prompt.Length - 1).ToArray(), context.Logits(prompt.Length - 1).ToArray());
    }

    [Fact]
    public void A_batch_that_finds_no_room_changes_nothing()
    {
        using var context = _model.CreateContext(size: 256, batch: 256);
        using var batch = new TokenBatch(context.BatchSize);
        Fill(batch, Enumerable.Repeat(400, 256).ToArray());
        Assert.Equal(DecodeOutcome.Done, context.Decode(batch));

        batch.Clear();
        batch.Add(400, 256, sequence: 0, wantsOutput: true);
        Assert.Equal(DecodeOutcome.NoRoom, context.Decode(batch));

        Assert.True(context.Truncate(sequence: 0, from: 255));
        batch.Clear();
        batch.Add(400, 255, sequence: 0, wantsOutput: true);
        Assert.Equal(DecodeOutcome.Done, context.Decode(batch));
    }

    [Fact]
    public void The_context_outlives_the_order_of_disposal()
    {
        var model = new StoriesModel();
        var context = model.CreateContext();
        model.Dispose();

        using var batch = new TokenBatch(1);
        batch.Add(1, 0, 0, wantsOutput: true);
        Assert.Equal(DecodeOutcome.Done, context.Decode(batch));
        context.Dispose();
    }

    private static void Fill(TokenBatch batch, int[] tokens)
    {
        for (var position = 0; position < tokens.Length; position++)
            batch.Add(tokens[position], position, sequence: 0, wantsOutput: position == tokens.Length - 1);
    }
}
