using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.Vision.Decoding;
using LocalAI.Plugins.Vision.Labels;
using LocalAI.Plugins.Vision.Requests;

namespace LocalAI.Plugins.Vision.Tests.Decoding;

public class SuppressionTests
{
    private static readonly DetectionCall s_call = new()
    {
        Width = 100,
        Height = 50,
        Placement = new Letterbox(1, 1, 0, 20),
        Threshold = 0.2f,
        Overlap = 0.5f,
        Most = 10,
        Classes = ClassFilter.All,
        Labels = ClassLabels.Numbers(2),
    };

    private static readonly Box s_box = new(0, 20, 10, 30);

    // It shares 50 of 150 with the other.
    private static readonly Box s_half = new(5, 20, 15, 30);

    [Theory]
    [InlineData(0.3f, 1)]
    [InlineData(0.34f, 2)]
    public void The_less_sure_of_two_boxes_goes_when_they_overlap_by_more_than_the_limit(float limit, int left)
    {
        using var candidates = Of((s_half, 0.6f, 0), (s_box, 0.9f, 0));

        Suppression.Apply(candidates, limit, 10);

        Assert.Equal(left, candidates.Count);
        Assert.Equal(s_box, candidates.Items[0].Box);
    }

    [Fact]
    public void Boxes_of_different_classes_leave_each_other_alone()
    {
        using var candidates = Of((s_box, 0.9f, 0), (s_box, 0.8f, 1));

        Suppression.Apply(candidates, 0.1f, 10);

        Assert.Equal(2, candidates.Count);
    }

    [Fact]
    public void A_box_that_went_suppresses_none()
    {
        using var candidates = Of((s_box, 0.9f, 0), (s_half, 0.8f, 0), (new Box(10, 20, 20, 30), 0.7f, 0));

        Suppression.Apply(candidates, 0.3f, 10);

        Assert.Equal([0.9f, 0.7f], candidates.Items.ToArray().Select(candidate => candidate.Score));
    }

    [Fact]
    public void Those_that_are_no_boxes_or_not_sure_enough_are_never_candidates()
    {
        using var candidates = Of(
            (new Box(5, 25, 5, 29), 0.9f, 0), (new Box(9, 20, 1, 29), 0.9f, 0), (new Box(0, 20, float.NaN, 29), 0.9f, 0),
            (new Box(0, 20, float.PositiveInfinity, 29), 0.9f, 0), (s_box, float.NaN, 0), (s_box, 0.1f, 0), (s_box, 0.9f, -1));

        Assert.Equal(0, candidates.Count);
    }

    [Fact]
    public void What_lies_in_the_padding_alone_is_left_out()
    {
        using var candidates = Of(
            (new Box(0, 0, 10, 19), 0.9f, 0), (new Box(0, 70, 10, 80), 0.9f, 0), (new Box(100, 30, 110, 40), 0.9f, 0), (s_box, 0.8f, 0));

        Assert.Equal([s_box], candidates.Items.ToArray().Select(candidate => candidate.Box));
    }

    [Fact]
    public void Thousands_keep_their_order()
    {
        using var candidates = new Candidates(s_call);
        for (var i = 0; i < 5000; i++)
            candidates.Add(s_box, 0.25f + i * 7919 % 5000 / 10_000f, 0, i);

        candidates.Sort();

        var scores = candidates.Items.ToArray().Select(candidate => candidate.Score).ToList();
        Assert.Equal(5000, scores.Count);
        Assert.Equal(scores.OrderDescending(), scores);
    }

    private static Candidates Of(params (Box Box, float Score, int Class)[] boxes)
    {
        var candidates = new Candidates(s_call);
        for (var i = 0; i < boxes.Length; i++)
            candidates.Add(boxes[i].Box, boxes[i].Score, boxes[i].Class, i);
        candidates.Sort();
        return candidates;
    }
}
