using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.OnnxRuntime.Tests;

public sealed class OnnxRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Fixed_shapes_need_not_be_given()
    {
        using var opened = new Opened(Graphs.Fixed());
        using var run = opened.Model.Begin();
        new[] { -1f, 2f, -3f }.CopyTo(run.Input<float>(0));
        run.Execute(Token);
        Assert.Equal([1f, 2f, 3f], run.Output<float>(0).ToArray());
        Assert.Equal([3], run.Shape(0).ToArray());
    }

    [Fact]
    public void A_run_can_be_executed_again()
    {
        using var opened = new Opened(Graphs.Fixed());
        using var run = opened.Model.Begin();
        for (var round = 1; round <= 3; round++)
        {
            run.Input<float>(0).Fill(-round);
            run.Execute(Token);
            Assert.Equal([round, round, round], run.Output<float>(0).ToArray());
        }
    }

    [Fact]
    public void Open_lengths_are_those_of_the_call_and_outputs_follow()
    {
        using var opened = new Opened(Graphs.Rows());
        foreach (var rows in new[] { 1, 3, 2, 3, 1 })
        {
            using var run = opened.Model.Begin([rows, 2]);
            var input = run.Input<float>(0);
            Assert.Equal(2 * rows, input.Length);
            for (var index = 0; index < input.Length; index++)
                input[index] = index;
            run.Execute(Token);
            Assert.Equal([rows, 2], run.Shape(0).ToArray());
            var expected = Enumerable.Range(0, 2 * rows).Select(index => index + (index % 2 == 0 ? 10f : 20f));
            Assert.Equal(expected, run.Output<float>(0).ToArray());
        }
    }

    [Fact]
    public void The_number_of_results_may_differ_from_run_to_run_of_one_shape()
    {
        // The places of all numbers that are not 0.
        using var opened = new Opened(new OnnxGraph().Input("x", OnnxGraphElement.Float, 4).Node("NonZero", ["x"], ["y"])
            .Output("y", OnnxGraphElement.Int64, 1, "found"));
        using var run = opened.Model.Begin();
        foreach (var found in new[] { 2, 0, 4, 1 })
        {
            run.Input<float>(0).Clear();
            run.Input<float>(0)[..found].Fill(1);
            run.Execute(Token);
            Assert.Equal([1, found], run.Shape(0).ToArray());
            Assert.Equal(Enumerable.Range(0, found).Select(index => (long)index), run.Output<long>(0).ToArray());
        }
    }

    [Fact]
    public void An_output_that_the_model_declares_wrongly_comes_as_it_is()
    {
        // Says two, and gives as many as there are: shape inference cannot see through NonZero.
        using var opened = new Opened(new OnnxGraph().Input("x", OnnxGraphElement.Float, 3).Node("NonZero", ["x"], ["y"])
            .Output("y", OnnxGraphElement.Int64, 1, 2));
        foreach (var found in new[] { 3, 1, 3 })
        {
            using var run = opened.Model.Begin();
            run.Input<float>(0).Clear();
            run.Input<float>(0)[..found].Fill(1);
            run.Execute(Token);
            Assert.Equal([1, found], run.Shape(0).ToArray());
        }
    }

    [Fact]
    public void All_types_of_numbers_go_in_and_come_out()
    {
        var graph = new OnnxGraph();
        foreach (var (name, type) in new[]
        {
            ("half", OnnxGraphElement.Half), ("long", OnnxGraphElement.Int64), ("int", OnnxGraphElement.Int32),
            ("byte", OnnxGraphElement.UInt8), ("bool", OnnxGraphElement.Bool), ("double", OnnxGraphElement.Double),
        })
        {
            graph.Input(name, type, 2).Node("Identity", [name], [$"{name} out"]).Output($"{name} out", type, 2);
        }
        using var opened = new Opened(graph);
        using var run = opened.Model.Begin();
        new[] { (Half)1.5f, (Half)(-2f) }.CopyTo(run.Input<Half>(0));
        new[] { long.MinValue, 3 }.CopyTo(run.Input<long>(1));
        new[] { int.MaxValue, -4 }.CopyTo(run.Input<int>(2));
        new byte[] { 255, 1 }.CopyTo(run.Input<byte>(3));
        new[] { true, false }.CopyTo(run.Input<bool>(4));
        new[] { Math.PI, -0.5 }.CopyTo(run.Input<double>(5));

        run.Execute(Token);

        Assert.Equal([(Half)1.5f, (Half)(-2f)], run.Output<Half>(0).ToArray());
        Assert.Equal([long.MinValue, 3], run.Output<long>(1).ToArray());
        Assert.Equal([int.MaxValue, -4], run.Output<int>(2).ToArray());
        Assert.Equal([255, 1], run.Output<byte>(3).ToArray());
        Assert.Equal([true, false], run.Output<bool>(4).ToArray());
        Assert.Equal([Math.PI, -0.5], run.Output<double>(5).ToArray());
        Assert.Throws<InvalidOperationException>(() => run.Input<float>(0)[0] = 1);
        Assert.Throws<InvalidOperationException>(() => run.Output<int>(1).Length);
    }

    [Fact]
    public void Constants_come_out_whatever_goes_in()
    {
        using var opened = new Opened(new OnnxGraph().Input("image", OnnxGraphElement.Float, 1, 3, 8, 8)
            .Gives("boxes", [1, 2, 4], 0f, 0f, 8f, 8f, 1f, 1f, 9f, 9f).Gives("classes", [1, 2], 3L, 4L));
        for (var round = 0; round < 3; round++)
        {
            using var run = opened.Model.Begin();
            run.Execute(Token);
            Assert.Equal([0f, 0f, 8f, 8f, 1f, 1f, 9f, 9f], run.Output<float>(0).ToArray());
            Assert.Equal([1, 2, 4], run.Shape(0).ToArray());
            Assert.Equal([3L, 4L], run.Output<long>(1).ToArray());
        }
    }

    [Theory]
    [InlineData(1L)]
    [InlineData(1L, 3L)]
    [InlineData(1L, 2L, 1L)]
    [InlineData(0L, 2L)]
    [InlineData(-1L, 2L)]
    public void A_shape_that_the_model_does_not_take_is_refused(params long[] shape)
    {
        using var opened = new Opened(Graphs.Rows());
        var refusal = Assert.Throws<EngineException>(() => opened.Model.Begin(shape));
        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Equal($"model.onnx takes x [?, 2], not [{string.Join(", ", shape)}].", refusal.Message);
    }

    [Fact]
    public void Open_lengths_must_be_given()
    {
        using var opened = new Opened(Graphs.Rows());
        var refusal = Assert.Throws<EngineException>(() => opened.Model.Begin());
        Assert.Equal("model.onnx takes 1 inputs (x [?, 2]), and shapes for 0 were given.", refusal.Message);
    }

    [Theory]
    [InlineData(1L << 40)]
    [InlineData(long.MaxValue)]
    public void A_shape_that_needs_too_much_memory_is_refused(long rows)
    {
        using var opened = new Opened(Graphs.Rows());
        var refusal = Assert.Throws<EngineException>(() => opened.Model.Begin([rows, 2]));
        Assert.Equal(EngineFailure.ResourceExhausted, refusal.Failure);
        Assert.Contains("'x'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_are_not_there_before_the_run_and_after_it_is_over()
    {
        using var opened = new Opened(Graphs.Fixed());
        var run = opened.Model.Begin();
        Assert.Throws<InvalidOperationException>(() => run.Output<float>(0).Length);
        run.Execute(Token);
        run.Dispose();
        run.Dispose();
        Assert.Throws<ObjectDisposedException>(() => run.Output<float>(0).Length);
        Assert.Throws<ObjectDisposedException>(() => run.Input<float>(0).Length);
        Assert.Throws<ObjectDisposedException>(() => run.Execute(Token));

        // The memory that it gave back is another's, who has not run.
        using var next = opened.Model.Begin();
        Assert.Throws<InvalidOperationException>(() => next.Shape(0).Length);
    }

    [Fact]
    public void A_failure_of_the_library_is_one_sentence_and_the_model_goes_on()
    {
        // Rows of 2 numbers cannot be shaped into rows of 4 if their number is odd.
        using var opened = new Opened(new OnnxGraph().Input("x", OnnxGraphElement.Float, "rows", 2)
            .Constant("shape", [2], -1L, 4L).Node("Reshape", ["x", "shape"], ["y"]).Output("y", OnnxGraphElement.Float, null, 4));
        using (var bad = opened.Model.Begin([3, 2]))
        {
            var failure = Assert.Throws<EngineException>(() => bad.Execute(Token));
            Assert.Equal(EngineFailure.Internal, failure.Failure);
            Assert.StartsWith("ONNX Runtime failed to run model.onnx (", failure.Message, StringComparison.Ordinal);
        }
        using var good = opened.Model.Begin([4, 2]);
        good.Execute(Token);
        Assert.Equal([2, 4], good.Shape(0).ToArray());
    }

    [Fact]
    public void A_run_is_stopped_in_the_middle_and_its_memory_used_again()
    {
        // Left alone it takes a minute, and ends without an exception.
        using var opened = new Opened(Graphs.Long());
        using (var run = opened.Model.Begin([1024, 1024]))
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(Token))
        {
            stop.CancelAfter(TimeSpan.FromMilliseconds(200));
            Assert.Throws<OperationCanceledException>(() => run.Execute(stop.Token));
            Assert.Throws<OperationCanceledException>(() => run.Execute(stop.Token));
        }
        using var small = opened.Model.Begin([2, 2]);
        new[] { 1f, 0f, 0f, 1f }.CopyTo(small.Input<float>(0));
        small.Execute(Token);
        Assert.Equal([1f, 0f, 0f, 1f], small.Output<float>(0).ToArray());
    }

    [Fact]
    public void The_same_run_works_after_it_was_stopped()
    {
        using var opened = new Opened(Graphs.Fixed());
        using var run = opened.Model.Begin();
        using var stop = new CancellationTokenSource();
        run.Input<float>(0).Fill(-5);
        run.Execute(stop.Token);
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => run.Execute(stop.Token));
        Assert.Throws<InvalidOperationException>(() => run.Output<float>(0).Length);
        run.Execute(Token);
        Assert.Equal([5f, 5f, 5f], run.Output<float>(0).ToArray());
    }

    [Fact]
    public async Task Many_threads_run_one_model_at_once_without_mixing_their_numbers()
    {
        using var opened = new Opened(Graphs.Rows());
        await Parallel.ForAsync(0, 2000, Token, (index, token) =>
        {
            var rows = (index % 5) + 1;
            using var run = opened.Model.Begin([rows, 2]);
            run.Input<float>(0).Fill(index);
            run.Execute(token);
            foreach (var value in run.Output<float>(0))
                Assert.True(value == index + 10 || value == index + 20);
            Assert.Equal([rows, 2], run.Shape(0).ToArray());
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void A_model_that_is_disposed_of_lets_runs_end_and_none_begin()
    {
        var opened = new Opened(Graphs.Fixed());
        var run = opened.Model.Begin();
        opened.Dispose();
        opened.Model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => opened.Model.Begin());

        run.Input<float>(0).Fill(-1);
        run.Execute(Token);
        Assert.Equal([1f, 1f, 1f], run.Output<float>(0).ToArray());
        run.Dispose();
        Assert.Throws<ObjectDisposedException>(() => opened.Model.Begin());
    }

    [Theory]
    [InlineData("detect/yolox_nano.onnx")]
    [InlineData("detect/nanodet_m_320.onnx")]
    [InlineData("detect/FastestDet.onnx")]
    [InlineData("detect/deeplab_v3_1_default_1.onnx")]
    public void A_hot_call_allocates_nothing_large(string name)
    {
        const int Most = 4096;
        using var model = OnnxModel.Open("ModelFile", TestFiles.SharedModel(name), Opened.Settings());
        for (var round = 0; round < 3; round++)
            Assert.True(Run(model) > 0);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(model);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Most);

        static int Run(OnnxModel model)
        {
            using var run = model.Begin();
            run.Execute(Token);
            return run.Shape(0).Length;
        }
    }

    [Fact]
    public void A_hot_call_with_open_shapes_allocates_nothing_large()
    {
        const int Most = 4096;
        const int Rows = 100_000;
        using var opened = new Opened(Graphs.Rows());
        long[] shape = [Rows, 2];
        for (var round = 0; round < 3; round++)
            Assert.Equal(2 * Rows, Run(opened.Model, shape));

        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(opened.Model, shape);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Most);

        static int Run(OnnxModel model, long[] shape)
        {
            using var run = model.Begin(shape);
            run.Execute(Token);
            return run.Output<float>(0).Length;
        }
    }
}
