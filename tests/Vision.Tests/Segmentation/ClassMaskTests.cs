using LocalAI.Plugins.Vision.Segmentation;

namespace LocalAI.Plugins.Vision.Tests.Segmentation;

public class ClassMaskTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(64)]
    [InlineData(1001)]
    public void The_mask_is_255_where_the_class_is_and_0_elsewhere(int pixels)
    {
        var random = new Random(pixels);
        var classes = Enumerable.Range(0, pixels).Select(_ => (byte)random.Next(253, 256)).ToArray();
        var mask = new byte[pixels];

        ClassMask.Paint(classes, 255, mask);

        Assert.Equal(classes.Select(kind => kind == 255 ? (byte)255 : (byte)0), mask);
    }
}
