using Grpc.Core;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Errors;

namespace LocalAI.Plugins.Host.Tests.Errors;

public class StatusTableTests
{
    [Theory]
    [InlineData(EngineFailure.Internal, StatusCode.Internal)]
    [InlineData(EngineFailure.InvalidInput, StatusCode.InvalidArgument)]
    [InlineData(EngineFailure.NotFound, StatusCode.NotFound)]
    [InlineData(EngineFailure.ModelNotLoaded, StatusCode.FailedPrecondition)]
    [InlineData(EngineFailure.Unsupported, StatusCode.Unimplemented)]
    [InlineData(EngineFailure.ResourceExhausted, StatusCode.ResourceExhausted)]
    [InlineData(EngineFailure.PermissionDenied, StatusCode.PermissionDenied)]
    public void Each_failure_has_its_status(EngineFailure failure, StatusCode code) =>
        Assert.Equal(code, StatusTable.Of(new EngineException(failure, "why")).StatusCode);

    [Fact]
    public void The_table_is_complete() => Assert.Equal(7, Enum.GetValues<EngineFailure>().Length);

    [Fact]
    public void An_engines_message_reaches_the_user_as_it_is() =>
        Assert.Equal("why", StatusTable.Of(new EngineException(EngineFailure.NotFound, "why")).Status.Detail);

    [Fact]
    public void An_unexpected_exception_shows_its_type_but_not_its_message()
    {
        var status = StatusTable.Unexpected("llama", "Predict", new InvalidOperationException("/home/somebody")).Status;

        Assert.Equal(StatusCode.Internal, status.StatusCode);
        Assert.Equal("llama failed unexpectedly in Predict (InvalidOperationException); the log of the host has the details.",
            status.Detail);
    }
}
