namespace LocalAI.Plugins.OnnxRuntime.Tests.Sessions;

public class SessionLogTests
{
    [Fact]
    public void What_the_library_says_of_a_model_is_in_the_log_of_whoever_opened_it()
    {
        var (mine, other) = (new HeardLines(), new HeardLines());
        using var theirs = new Opened(Graphs.Fixed(), other);
        // A weight that may be given as an input cannot be folded, and the library warns of it.
        using var opened = new Opened(Graphs.Rows().Input("w", OnnxGraphElement.Float, 2), mine);

        Assert.Contains(mine.Lines, line => line.StartsWith("Debug: ONNX Runtime warning: ", StringComparison.Ordinal)
            && line.Contains("Initializer w ", StringComparison.Ordinal));
        Assert.Empty(other.Lines);
    }

    [Fact]
    public void A_failure_of_a_run_is_in_the_log()
    {
        var heard = new HeardLines();
        using var opened = new Opened(new OnnxGraph().Input("x", OnnxGraphElement.Float, "n")
            .Constant("shape", [2], -1L, 4L).Node("Reshape", ["x", "shape"], ["y"]).Output("y", OnnxGraphElement.Float, null, 4), heard);
        using var run = opened.Model.Begin([3]);
        Assert.ThrowsAny<Exception>(() => run.Execute(TestContext.Current.CancellationToken));
        Assert.Contains(heard.Lines, line => line.StartsWith("Warning: ONNX Runtime error: ", StringComparison.Ordinal));
    }
}
