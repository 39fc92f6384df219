using LocalAI.Plugins.Llama.Decoding;

namespace LocalAI.Plugins.Llama.Tests.Decoding;

public sealed class SlotTableTests : IDisposable
{
    private readonly StoriesModel _model = new();
    private readonly LlamaContext _context;

    public SlotTableTests() => _context = _model.CreateContext(size: 512, sequences: 3);

    public void Dispose()
    {
        _context.Dispose();
        _model.Dispose();
    }

    [Fact]
    public void The_slot_that_holds_the_beginning_is_preferred()
    {
        var table = Table();
        table.All[1].Cached([1, 2, 3, 4]);

        Assert.Equal(1, table.Choose(Request(reuse: true, 1, 2, 3, 9))?.Id);
    }

    [Fact]
    public void Without_reuse_the_slot_idle_longest_is_taken()
    {
        var table = Table();
        table.All[0].Release(step: 5);
        table.All[1].Cached([1, 2, 3, 4]);
        table.All[1].Release(step: 9);
        table.All[2].Release(step: 3);

        Assert.Equal(2, table.Choose(Request(reuse: false, 1, 2, 3, 9))?.Id);
    }

    [Fact]
    public void A_beginning_too_short_does_not_count()
    {
        var table = Table(similarity: 0.5f);
        table.All[1].Cached([1, 2]);
        table.All[1].Release(step: 9);

        Assert.NotEqual(1, table.Choose(Request(reuse: true, 1, 2, 3, 4, 5, 6))?.Id);
    }

    [Fact]
    public void Idle_slots_give_up_what_they_hold_longest_idle_first()
    {
        var table = Table();
        foreach (var (slot, step) in ((int, long)[])[(0, 7), (1, 3), (2, 5)])
        {
            table.All[slot].Cached(Enumerable.Repeat(5, 150).ToArray());
            table.All[slot].Release(step);
        }

        Assert.True(table.MakeRoom(200));

        Assert.Equal([150, 0, 150], table.All.ToArray().Select(slot => slot.Length));
    }

    [Fact]
    public void A_prompt_waits_while_the_shared_cache_has_no_room()
    {
        var table = Table();
        using var busy = new Generation(Request(reuse: false, Enumerable.Repeat(5, 400).ToArray()), _model.Vocabulary, () => { }, default);
        table.All[0].Begin(busy, reuseChunk: 0);

        Assert.Null(table.Choose(Request(reuse: false, Enumerable.Repeat(6, 200).ToArray())));
        Assert.NotNull(table.Choose(Request(reuse: false, Enumerable.Repeat(6, 100).ToArray())));
    }

    private SlotTable Table(float similarity = 0.1f) => new(_context, count: 3, unified: true, similarity);

    private static GenerationRequest Request(bool reuse, params int[] prompt) =>
        new() { Prompt = prompt, Sampling = new(), ReusePrefix = reuse };
}
