package io.headgate.api.environment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.mwaa.MwaaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Clients of the control plane's own account. */
@Configuration
class ControlPlaneClients {

    private final AwsSettings settings;

    ControlPlaneClients(AwsSettings settings) {
        this.settings = settings;
    }

    @Bean
    SdkHttpClient awsHttp() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(settings.callTimeout().dividedBy(2))
                .socketTimeout(settings.callTimeout())
                .build();
    }

    @Bean
    MwaaClient mwaa(SdkHttpClient awsHttp) {
        return MwaaClient.builder()
                .region(Region.of(settings.region()))
                .httpClient(awsHttp)
                .overrideConfiguration(configuration())
                .build();
    }

    @Bean
    S3Client environmentBuckets(SdkHttpClient awsHttp) {
        return S3Client.builder()
                .region(Region.of(settings.region()))
                .httpClient(awsHttp)
                .forcePathStyle(settings.pathStyleBuckets())
                .overrideConfiguration(configuration())
                .build();
    }

    @Bean
    SecretsManagerClient secretsManager(SdkHttpClient awsHttp) {
        return SecretsManagerClient.builder()
                .region(Region.of(settings.region()))
                .httpClient(awsHttp)
                .overrideConfiguration(configuration())
                .build();
    }

    @Bean
    StsClient controlPlaneSts(SdkHttpClient awsHttp) {
        return StsClient.builder()
                .region(Region.of(settings.region()))
                .httpClient(awsHttp)
                .overrideConfiguration(configuration())
                .build();
    }

    private ClientOverrideConfiguration configuration() {
        return ClientOverrideConfiguration.builder()
                .apiCallTimeout(settings.callTimeout())
                .retryStrategy(RetryMode.STANDARD)
                .putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, !settings.hostPrefix())
                .build();
    }
}
