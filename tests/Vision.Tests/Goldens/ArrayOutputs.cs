using LocalAI.Plugins.Vision.Decoding;

namespace LocalAI.Plugins.Vision.Tests.Goldens;

/// <summary>Outputs that no model had to give.</summary>
internal sealed class ArrayOutputs(params (float[] Numbers, long[] Shape)[] outputs) : IModelOutputs
{
    public static ArrayOutputs Of(Golden golden) => new([.. golden.Outputs.Select(output => (output.Values(), output.Shape))]);

    public ReadOnlySpan<float> Floats(int index) => outputs[index].Numbers;

    public ReadOnlySpan<long> Shape(int index) => outputs[index].Shape;
}
