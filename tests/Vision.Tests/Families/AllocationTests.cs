using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.OnnxRuntime;
using LocalAI.Plugins.Vision.Families;
using LocalAI.Plugins.Vision.Inputs;
using LocalAI.Plugins.Vision.Labels;
using LocalAI.Plugins.Vision.Requests;
using LocalAI.Plugins.Vision.Tests.Goldens;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.Vision.Tests.Families;

public class AllocationTests
{
    [Theory]
    [InlineData(640, "1,84,8400")]
    [InlineData(640, "1,25200,85")]
    [InlineData(640, "1,8400,85")]
    [InlineData(352, "1,85,22,22")]
    [InlineData(560, "1,300,4", "1,300,91")]
    [InlineData(520, "1,21,520,520")]
    public void Reading_outputs_allocates_nothing_large(int size, params string[] shapes)
    {
        long[][] lengths = [.. shapes.Select(shape => shape.Split(',').Select(long.Parse).ToArray())];
        var image = ImageInput.Find([new TensorSlot("images", TensorElementType.Float, [1, 3, size, size])], (0, 0))!;
        TensorSlot[] slots = [.. lengths.Select((shape, i) => new TensorSlot($"out{i}", TensorElementType.Float, shape))];
        var (_, head) = FamilyTable.Choose(new ModelLook(image, slots, new Dictionary<string, string>()), null);
        var random = new Random(size);
        var outputs = new ArrayOutputs([.. lengths.Select(shape =>
            (Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(_ => random.NextSingle() * 0.9f).ToArray(), shape))]);
        var call = new DetectionCall
        {
            Width = 1920,
            Height = 1080,
            Placement = new Letterbox(size / 1920f, size / 1080f, 0, 0),
            Threshold = 0.88f,
            Overlap = 0.1f,
            Most = 10,
            Classes = ClassFilter.All,
            Labels = ClassLabels.Numbers(100),
            CancellationToken = TestContext.Current.CancellationToken,
        };
        head.Read(outputs, call);
        var before = GC.GetAllocatedBytesForCurrentThread();

        head.Read(outputs, call);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 * 1024);
    }
}
