using System.Collections.Immutable;

namespace ProcessSafety.Tests;

/// <summary>Libraries that run delegates in other processes, as far as rules look at them.</summary>
internal static class Stubs
{
    /// <summary>All of them, to tell a stub from the program that uses it.</summary>
    public static ImmutableHashSet<string> All { get; } =
        [RemoteExecutor, ExecFunction, Hangfire, Newtonsoft, Spark, WindowsForms, Wpf, Package, Pool];

    public const string RemoteExecutor =
        """
        namespace Microsoft.DotNet.RemoteExecutor
        {
            using System;
            using System.Threading.Tasks;

            public sealed class RemoteInvokeOptions
            {
                public int TimeOut { get; set; }
            }

            public sealed class RemoteInvokeHandle : IDisposable
            {
                public void Dispose() { }
            }

            public static class RemoteExecutor
            {
                public static RemoteInvokeHandle Invoke(Action method, RemoteInvokeOptions? options = null) => new();
                public static RemoteInvokeHandle Invoke(Action<string> method, string arg, RemoteInvokeOptions? options = null) => new();
                public static RemoteInvokeHandle Invoke(
                    Action<string, string> method,
                    string arg1,
                    string arg2,
                    RemoteInvokeOptions? options = null) =>
                    new();
                public static RemoteInvokeHandle Invoke(
                    Action<string, string, string> method,
                    string arg1,
                    string arg2,
                    string arg3,
                    RemoteInvokeOptions? options = null) =>
                    new();
                public static RemoteInvokeHandle Invoke(Func<int> method, RemoteInvokeOptions? options = null) => new();
                public static RemoteInvokeHandle Invoke(Func<string, int> method, string arg, RemoteInvokeOptions? options = null) => new();
                public static RemoteInvokeHandle Invoke(
                    Func<string, string, int> method,
                    string arg1,
                    string arg2,
                    RemoteInvokeOptions? options = null) =>
                    new();
                public static RemoteInvokeHandle Invoke(Func<Task> method, RemoteInvokeOptions? options = null) => new();
                public static RemoteInvokeHandle Invoke(Func<Task<int>> method, RemoteInvokeOptions? options = null) => new();
                public static RemoteInvokeHandle Invoke(Func<string, Task<int>> method, string arg, RemoteInvokeOptions? options = null) =>
                    new();
            }
        }
        """;

    public const string ExecFunction =
        """
        namespace Tmds.Utils
        {
            using System;
            using System.Diagnostics;
            using System.Threading.Tasks;

            public sealed class ExecFunctionOptions { }

            public static class ExecFunction
            {
                public static Process Start(Action action, Action<ExecFunctionOptions>? configure = null) => new();
                public static Process Start(Action<string[]> action, string[] args, Action<ExecFunctionOptions>? configure = null) => new();
                public static Process Start(Func<int> action, Action<ExecFunctionOptions>? configure = null) => new();
                public static void Run(Action action, Action<ExecFunctionOptions>? configure = null) { }
                public static void Run(Action<string[]> action, string[] args, Action<ExecFunctionOptions>? configure = null) { }
                public static void Run(Func<Task> action, Action<ExecFunctionOptions>? configure = null) { }
                public static Task RunAsync(Action action, Action<ExecFunctionOptions>? configure = null) => Task.CompletedTask;
                public static Task RunAsync(Action<string[]> action, string[] args, Action<ExecFunctionOptions>? configure = null) =>
                    Task.CompletedTask;
            }

            public sealed class FunctionExecutor
            {
                public FunctionExecutor(Action<ExecFunctionOptions> configure) { }

                public Process Start(Action action) => new();
                public void Run(Action action) { }
                public void Run(Action<string[]> action, string[] args) { }
                public Task RunAsync(Action action) => Task.CompletedTask;
            }
        }
        """;

    public const string Hangfire =
        """
        namespace Hangfire
        {
            using System;
            using System.Linq.Expressions;
            using System.Threading.Tasks;

            public interface IBackgroundJobClient { }

            public interface IRecurringJobManager { }

            public static class BackgroundJob
            {
                public static string Enqueue(Expression<Action> methodCall) => "";
                public static string Enqueue<T>(Expression<Action<T>> methodCall) => "";
                public static string Enqueue(Expression<Func<Task>> methodCall) => "";
                public static string Enqueue<T>(Expression<Func<T, Task>> methodCall) => "";
                public static string Schedule(Expression<Action> methodCall, TimeSpan delay) => "";
                public static string Schedule<T>(Expression<Action<T>> methodCall, TimeSpan delay) => "";
            }

            public static class BackgroundJobClientExtensions
            {
                public static string Enqueue(this IBackgroundJobClient client, Expression<Action> methodCall) => "";
                public static string Enqueue<T>(this IBackgroundJobClient client, Expression<Action<T>> methodCall) => "";
            }

            public static class RecurringJob
            {
                public static void AddOrUpdate(string recurringJobId, Expression<Action> methodCall, string cronExpression) { }
                public static void AddOrUpdate<T>(string recurringJobId, Expression<Action<T>> methodCall, string cronExpression) { }
            }

            public static class RecurringJobManagerExtensions
            {
                public static void AddOrUpdate(
                    this IRecurringJobManager manager,
                    string recurringJobId,
                    Expression<Action> methodCall,
                    string cronExpression)
                {
                }
            }
        }
        """;

    public const string Newtonsoft =
        """
        namespace Newtonsoft.Json
        {
            public abstract class JsonConverter { }

            public sealed class JsonSerializerSettings
            {
                public object? ContractResolver { get; set; }
            }

            [System.AttributeUsage(System.AttributeTargets.Property | System.AttributeTargets.Field)]
            public sealed class JsonIgnoreAttribute : System.Attribute { }

            public static class JsonConvert
            {
                public static string SerializeObject(object? value) => "";
                public static string SerializeObject(object? value, JsonSerializerSettings? settings) => "";
                public static string SerializeObject(object? value, params JsonConverter[] converters) => "";
            }
        }
        """;

    public const string Spark =
        """
        namespace Microsoft.Spark.Sql
        {
            using System;

            public sealed class Column { }

            public static class Functions
            {
                public static Func<Column, Column> Udf<T, TResult>(Func<T, TResult> udf) => column => column;
                public static Func<Column, Column, Column> Udf<T1, T2, TResult>(Func<T1, T2, TResult> udf) => (first, second) => first;
            }

            public sealed class UdfRegistration
            {
                public void Register<T, TResult>(string name, Func<T, TResult> f) { }
            }
        }
        """;

    /// <summary>The path of a program, and its event of exceptions that nothing catches.</summary>
    public const string WindowsForms =
        """
        namespace System.Windows.Forms
        {
            public static class Application
            {
                public static string ExecutablePath => "";

                public static event System.Threading.ThreadExceptionEventHandler? ThreadException { add { } remove { } }

                public static void Run() { }
            }

            public class Control
            {
                public object? Invoke(Delegate method) => null;
                public IAsyncResult BeginInvoke(Delegate method) => null!;
            }
        }
        """;

    /// <summary>The thread of a user interface.</summary>
    public const string Wpf =
        """
        namespace System.Windows.Threading
        {
            public sealed class Dispatcher
            {
                public void Invoke(Action callback) { }
                public void Invoke(Action callback, int priority, System.Threading.CancellationToken token, TimeSpan timeout) { }
                public void BeginInvoke(Action callback) { }
            }
        }

        namespace System.Windows
        {
            public class Application
            {
                public static Application Current => null!;

                public Threading.Dispatcher Dispatcher => null!;
            }
        }
        """;

    /// <summary>What a program knows of the package that it is installed with.</summary>
    public const string Package =
        """
        namespace Windows.ApplicationModel
        {
            public sealed class Package
            {
                public static Package Current => null!;

                public PackageId Id => null!;
            }

            public sealed class PackageId
            {
                public string FamilyName => "";
            }

            public sealed class AppInfo
            {
                public static AppInfo Current => null!;

                public string AppUserModelId => "";
            }
        }
        """;

    /// <summary>The attribute that marks a boundary of one's own, and a pool that has it.</summary>
    public const string Pool =
        """
        namespace Jobs
        {
            using System;
            using System.Threading.Tasks;

            [AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Method)]
            public sealed class RunsInChildProcessAttribute : Attribute { }

            public static class Pool
            {
                public static void Run([RunsInChildProcess] Action job) { }
                public static void Run([RunsInChildProcess] Action<string> job, string argument) { }
                public static void Run([RunsInChildProcess] Action<string, string> job, string first, string second) { }
                public static void Run([RunsInChildProcess] Func<Task> job) { }
                public static void Start([RunsInChildProcess] Action job) { }
                public static int Compute([RunsInChildProcess] Func<int> job) => 0;
                public static Task RunAsync([RunsInChildProcess] Func<Task> job) => Task.CompletedTask;

                [RunsInChildProcess]
                public static void Post(Action job, Action? done) { }
            }
        }
        """;
}
