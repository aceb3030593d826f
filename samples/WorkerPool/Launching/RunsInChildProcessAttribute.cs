namespace WorkerPool.Launching;

/// <summary>Marks a delegate that is not called here: another process looks its method up and calls it there.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class RunsInChildProcessAttribute : Attribute;
