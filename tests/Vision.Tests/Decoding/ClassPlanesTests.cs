using LocalAI.Plugins.Vision.Decoding;

namespace LocalAI.Plugins.Vision.Tests.Decoding;

public class ClassPlanesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(80, 33)]
    [InlineData(5, 1024)]
    public void The_best_class_is_that_of_a_search_place_by_place(int classes, int places)
    {
        var random = new Random(classes * 1000 + places);
        // Few values, so that equal ones are common.
        var planes = Enumerable.Range(0, classes * places).Select(_ => random.Next(4) is 0 ? float.NaN : random.Next(8) / 8f).ToArray();
        var best = new float[places];
        var kinds = new int[places];

        ClassPlanes.Best(planes, best, kinds);

        for (var i = 0; i < places; i++)
        {
            var (score, kind) = (float.NegativeInfinity, -1);
            for (var c = 0; c < classes; c++)
            {
                if (planes[c * places + i] > score)
                    (score, kind) = (planes[c * places + i], c);
            }
            Assert.Equal((score, kind), (best[i], kinds[i]));
        }
    }
}
