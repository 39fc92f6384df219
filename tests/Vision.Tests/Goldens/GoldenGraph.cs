namespace LocalAI.Plugins.Vision.Tests.Goldens;

/// <summary>Writes a model that gives a golden's outputs, whatever it is shown.</summary>
internal static class GoldenGraph
{
    public static byte[] Write(Golden golden)
    {
        OnnxGraphDimension[] shape = [.. golden.InputShape.Select(length => (OnnxGraphDimension)length)];
        var graph = new OnnxGraph().Input("images", OnnxGraphElement.Float, shape);
        if (golden.Companion)
            graph.Input("orig_target_sizes", OnnxGraphElement.Int64, 1, 2);
        foreach (var (key, value) in golden.Metadata)
            graph.Metadata(key, value);
        foreach (var output in golden.Outputs)
            Add(graph, output);
        return graph.ToArray();
    }

    private static void Add(OnnxGraph graph, GoldenTensor output)
    {
        var numbers = output.Values();
        switch (output.Type)
        {
            case "int32":
                graph.Gives<int>(output.Name, output.Shape, [.. numbers.Select(number => (int)number)]);
                break;
            case "int64":
                graph.Gives<long>(output.Name, output.Shape, [.. numbers.Select(number => (long)number)]);
                break;
            default:
                if (output.Declared is null)
                    graph.Gives<float>(output.Name, output.Shape, numbers);
                else
                    AddOpen(graph, output, numbers);
                break;
        }
    }

    /// <summary>An output whose first length shows only when the model runs: all rows, chosen by numbers of the picture.</summary>
    private static void AddOpen(OnnxGraph graph, GoldenTensor output, float[] numbers) => graph
        .Constant<float>("numbers", output.Shape, numbers)
        .Constant<long>("flat", [1], -1)
        .Constant<long>("from", [1], 0)
        .Constant<long>("to", [1], output.Shape[0])
        .Node("Reshape", ["images", "flat"], ["pixels"])
        .Node("Slice", ["pixels", "from", "to"], ["some"])
        .Node("Equal", ["some", "some"], ["all"])
        .Node("Compress", ["numbers", "all"], [output.Name], OnnxGraphAttribute.Integer("axis", 0))
        .Output(output.Name, OnnxGraphElement.Float, "objects", output.Shape[1]);
}
