using LocalAI.Plugins.Faces.Detection;
using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Faces.Tests.Detection;

public class SuppressionTests
{
    [Fact]
    public void Overlap_is_measured_as_each_family_does()
    {
        var (first, second) = (new Box(0, 0, 9.9f, 9.9f), new Box(5.5f, 0, 15.4f, 9.9f));

        Assert.Equal(4.4f / 15.4f, Suppression.Share(first, second, Overlap.Plain), 1e-5);
        Assert.Equal(5.4f / 16.4f, Suppression.Share(first, second, Overlap.Inclusive), 1e-5);
        Assert.Equal(4f / 14f, Suppression.Share(first, second, Overlap.Whole), 1e-5);
        Assert.Equal(0, Suppression.Share(first, new Box(50, 50, 60, 60), Overlap.Plain));
    }

    [Fact]
    public void The_best_stays_and_what_overlaps_only_a_box_that_went_stays_too()
    {
        List<Candidate> boxes = [Candidate(0, 0.5f, 0), Candidate(4, 0.9f, 1), Candidate(8, 0.7f, 2)];

        var kept = Suppression.Keep(boxes, Overlap.Plain, most: 0.4f, count: 10);

        Assert.Equal([1], kept.Select(box => box.Row));
        boxes = [Candidate(0, 0.9f, 0), Candidate(4, 0.8f, 1), Candidate(8, 0.7f, 2)];
        Assert.Equal([0, 2], Suppression.Keep(boxes, Overlap.Plain, most: 0.4f, count: 10).Select(box => box.Row));

        static Candidate Candidate(float left, float score, int row) => new(new Box(left, 0, left + 10, 10), score, 0, row);
    }

    [Fact]
    public void Overlap_at_the_limit_is_kept()
    {
        List<Candidate> boxes = [new(new Box(0, 0, 10, 10), 1, 0, 0), new(new Box(0, 0, 10, 5), 0.9f, 0, 1)];

        Assert.Equal(2, Suppression.Keep(boxes, Overlap.Plain, most: 0.5f, count: 10).Count);
    }
}
