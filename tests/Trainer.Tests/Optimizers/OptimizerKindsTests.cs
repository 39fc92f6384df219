using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Optimizers;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Optimizers;

public sealed class OptimizerKindsTests
{
    [Theory]
    [InlineData("adamw", typeof(AdamW))]
    [InlineData("adamw_torch", typeof(AdamW))]
    [InlineData("paged_adamw_32bit", typeof(AdamW))]
    [InlineData("adamw_8bit", typeof(AdamW8Bit))]
    [InlineData("adamw_bnb_8bit", typeof(AdamW8Bit))]
    [InlineData("paged_adamw_8bit", typeof(AdamW8Bit))]
    [InlineData("sgd", typeof(Sgd))]
    [InlineData("adafactor", typeof(Adafactor))]
    [InlineData("prodigy", typeof(Prodigy))]
    public void Names_of_the_libraries_are_known(string name, Type type)
    {
        using var optimizer = OptimizerKinds.Create(name, [], new OptimizerSettings(), CPU);

        Assert.IsType(type, optimizer);
    }

    [Fact]
    public void Others_are_refused_with_those_there_are()
    {
        var error = Assert.Throws<EngineException>(() => OptimizerKinds.Find("lion"));

        Assert.Equal("optimizer is 'lion'; expected one of adamw, adamw_8bit, sgd, adafactor, prodigy.", error.Message);
    }
}
