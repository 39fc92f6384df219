namespace LocalAI.Plugins.Trainer.Losses;

/// <summary>How much better than expected answers are, by comparing those to one prompt.</summary>
internal static class Advantages
{
    /// <summary>Keeps groups whose rewards hardly differ from having large advantages.</summary>
    private const double Epsilon = 1e-4;

    /// <summary>In standard deviations from the mean of the group (https://arxiv.org/abs/2402.03300, section 4.1.2).</summary>
    /// <param name="rewards">Of the answers to one prompt, at least 2.</param>
    public static double[] Normalized(IReadOnlyList<double> rewards)
    {
        var mean = rewards.Average();
        var deviation = Deviation(rewards);
        return [.. rewards.Select(reward => (reward - mean) / (deviation + Epsilon))];
    }

    /// <summary>By how much each is above the mean of the others (https://arxiv.org/abs/2402.14740, section 3.2).</summary>
    /// <param name="rewards">Of the answers to one prompt, at least 2.</param>
    public static double[] LeaveOneOut(IReadOnlyList<double> rewards)
    {
        var sum = rewards.Sum();
        return [.. rewards.Select(reward => reward - ((sum - reward) / (rewards.Count - 1)))];
    }

    /// <summary>The standard deviation that a sample of rewards lets expect.</summary>
    public static double Deviation(IReadOnlyList<double> rewards)
    {
        var mean = rewards.Average();
        return Math.Sqrt(rewards.Sum(reward => (reward - mean) * (reward - mean)) / (rewards.Count - 1));
    }
}
