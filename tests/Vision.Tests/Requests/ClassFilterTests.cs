using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Vision.Labels;
using LocalAI.Plugins.Vision.Requests;

namespace LocalAI.Plugins.Vision.Tests.Requests;

public class ClassFilterTests
{
    private static readonly ClassLabels s_coco = new(KnownLabels.Coco80);

    [Theory]
    [InlineData("dog", "16")]
    [InlineData("Dog, traffic light", "9 16")]
    [InlineData(" DOG \n cat\r\n", "15 16")]
    [InlineData("dog,,dog", "16")]
    public void Names_with_commas_or_lines_between_them_are_classes(string prompt, string classes)
    {
        var filter = ClassFilter.Read(prompt, s_coco);

        Assert.Equal(classes, string.Join(' ', Enumerable.Range(0, 80).Where(filter.Has)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" , \n")]
    public void Nothing_is_every_class(string prompt)
    {
        var filter = ClassFilter.Read(prompt, s_coco);

        Assert.All(Enumerable.Range(0, 80), kind => Assert.True(filter.Has(kind)));
        Assert.False(filter.Has(-1));
    }

    [Theory]
    [InlineData("dogs", "'dog'")]
    [InlineData("bicycel", "'bicycle'")]
    [InlineData("aeroplane", "'airplane'")]
    public void A_name_that_the_model_has_not_is_refused_with_the_nearest(string prompt, string near)
    {
        var refusal = Assert.Throws<EngineException>(() => ClassFilter.Read($"cat, {prompt}", s_coco));

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains($"prompt asks for '{prompt}'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(near, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_prompt_is_not_repeated_whole()
    {
        var refusal = Assert.Throws<EngineException>(() => ClassFilter.Read(new string('x', 100_000), s_coco));

        Assert.InRange(refusal.Message.Length, 1, 300);
    }

    [Fact]
    public void Classes_without_names_are_asked_for_by_their_number()
    {
        Assert.True(ClassFilter.Read("3", ClassLabels.Numbers(5)).Has(3));
        Assert.Throws<EngineException>(() => ClassFilter.Read("5", ClassLabels.Numbers(5)));
    }
}
